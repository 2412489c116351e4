import Foundation

/// A file that is read again when it has changed: where it only grew, from its last block on.
///
/// All blocks before the last are known by their digest. The last is always parsed again: its last record may have been
/// cut, and so the blocks behind it begin where they would if the file were read whole. The table is the same to the
/// last detail.
package struct FollowedFile: Sendable {
    package let loaded: LoadedTable
    /// Rows at the beginning that were taken over from the reading before.
    package let keptRows: Int

    private let path: String
    private let header: [String]
    private let plan: [ColumnPlan]
    private let workers: Int
    private let builder: TableBuilder
    /// nil for a file of one block.
    private let boundary: BlockBoundary?

    /// - Throws: ``InputFailure`` for a file that cannot be read.
    package init(
        path: String, format: TabularFile.Format, plan: [ColumnPlan],
        workers: Int = ProcessInfo.processInfo.activeProcessorCount
    ) throws {
        let file = try TabularFile(path: path, format: format, isFollowed: true)
        self.path = path
        self.plan = plan
        self.workers = workers
        header = file.header
        builder = try TableBuilder(file, plan: plan).appending(file, workers: workers)
        boundary = file.lastBoundary
        loaded = LoadedTable(builder)
        keptRows = 0
    }

    private init(_ known: FollowedFile, rest: TabularFile) throws {
        path = known.path
        plan = known.plan
        workers = known.workers
        header = known.header
        let kept = known.builder.withoutLastBlock()
        keptRows = kept.rows
        builder = try kept.appending(rest, workers: workers)
        boundary = rest.lastBoundary
        loaded = LoadedTable(builder)
    }

    /// The same as the file is now.
    /// - Throws: ``InputFailure`` for a file that cannot be read.
    package func reread() throws -> FollowedFile {
        if let boundary,
            let rest = try TabularFile(path: path, format: builder.format, header: header, from: boundary)
        {
            return try FollowedFile(self, rest: rest)
        }
        return try FollowedFile(path: path, format: builder.format, plan: plan, workers: workers)
    }
}
