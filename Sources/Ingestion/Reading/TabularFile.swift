import Core
import Foundation
import Synchronization

/// A CSV or JSON Lines file, plain or gzip, opened for one pass.
package final class TabularFile {
    package enum Format: String, Sendable, CaseIterable {
        case csv
        case jsonLines = "json_lines"

        /// By the name of the file: `.jsonl`, `.ndjson`, with or without `.gz`, are JSON Lines; all else is CSV.
        package init(path: String) {
            let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
            self = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") ? .jsonLines : .csv
        }
    }

    let path: String
    package let format: Format
    /// The names of a CSV's header; of JSON Lines those of its first block.
    package let header: [String]
    private let reader: BlockReader
    private let first: Block
    private let hasRecords: Bool

    /// - Parameter acceptsPipes: whether something else than a regular file may be read, which may never end.
    package convenience init(path: String, format: Format, acceptsPipes: Bool = false) throws {
        try self.init(path: path, format: format, isFollowed: false, acceptsPipes: acceptsPipes)
    }

    /// - Parameter isFollowed: whether the file will be read again from its ``lastBoundary`` on.
    init(path: String, format: Format, isFollowed: Bool, acceptsPipes: Bool = false) throws {
        self.path = path
        self.format = format
        reader = try BlockReader(
            path: path, quoted: format == .csv, isFollowed: isFollowed, acceptsPipes: acceptsPipes)
        first = Block()
        hasRecords = try reader.next(first)
        switch format {
        case .csv:
            guard hasRecords else {
                throw InputFailure(path: path, line: 1, "is empty; expected a header with the names of the columns")
            }
            header = try CSVHeader.read(first, path: path)
            let separators = [(";", "semicolons"), ("\t", "tabs")]
            if header.count == 1, let found = separators.first(where: { header[0].contains($0.0) }) {
                throw InputFailure(path: path, line: 1, "seems to be separated by \(found.1); expected commas")
            }
        case .jsonLines:
            header = hasRecords ? JSONLinesParser.keys(of: first) : []
        }
    }

    /// The rest of a file that was read before.
    /// - Returns: nil where the bytes before the boundary are not those that were read.
    init?(path: String, format: Format, header: [String], from boundary: BlockBoundary) throws {
        guard let reader = try BlockReader(path: path, quoted: format == .csv, from: boundary) else { return nil }
        self.path = path
        self.format = format
        self.header = header
        self.reader = reader
        first = Block()
        hasRecords = try reader.next(first)
    }

    /// Where the last block begins that was read; nil where it is the file's first, or the file is not followed.
    var lastBoundary: BlockBoundary? { reader.lastBoundary }

    /// The record number of the first row: a header is record 1.
    var firstRow: Int { format == .csv ? 2 : 1 }

    /// Puts every cell of the first block, as text, to `body`: for guessing types. In JSON a text is known to be one.
    func sample(_ body: (_ column: Int, _ cell: UnsafeBufferPointer<UInt8>, _ isText: Bool) -> Void) {
        guard hasRecords else { return }
        switch format {
        case .csv: CSVBlockParser.fields(of: first, count: header.count) { body($0, $1, false) }
        case .jsonLines: JSONLinesParser.fields(of: first, header: header, body)
        }
    }

    /// Reads the file once, on all cores; the results come in the order of the file. Can be called once.
    /// - Parameter fold: what it throws ends the reading.
    func read<Result: Sendable>(
        _ plan: [ColumnPlan], workers: Int, map: @Sendable (Batch) -> Result, fold: @Sendable (Result) throws -> Void
    ) throws {
        let ordered = OrderedDelivery<Result>(from: first.index)
        let failure = Mutex<(any Error)?>(nil)
        let parse = parser(plan)
        let opening = OpeningBlock(hasRecords ? first : nil)
        let reader = self.reader
        @Sendable func work() {
            let batch = Batch(plan: plan)
            var block = Block()
            do {
                var isThere = true
                if let first = opening.take() { block = first } else { isThere = try reader.next(block) }
                while isThere, failure.withLock({ $0 == nil }) {
                    batch.isFirstPart = true
                    repeat {
                        parse(block, batch)
                        let isLast = block.start >= block.count
                        try ordered.deliver(map(batch), index: block.index, isLast: isLast, to: fold)
                        batch.isFirstPart = false
                    } while block.start < block.count && failure.withLock { $0 == nil }
                    isThere = try reader.next(block)
                }
            } catch {
                failure.withLock { $0 = $0 ?? error }
                ordered.end()
            }
        }
        if workers == 1 { work() } else { DispatchQueue.concurrentPerform(iterations: workers) { _ in work() } }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func parser(_ plan: [ColumnPlan]) -> @Sendable (Block, Batch) -> Void {
        switch format {
        case .csv:
            let parser = CSVBlockParser(header: header, plan: plan)
            return { parser.parse($0, into: $1) }
        case .jsonLines:
            let parser = JSONLinesParser(plan: plan)
            return { parser.parse($0, into: $1) }
        }
    }
}

/// The block that was read on opening, for whichever worker comes first.
private final class OpeningBlock: @unchecked Sendable {
    // Handed over once, under the lock.
    private var block: Block?
    private let lock = NSLock()

    init(_ block: Block?) { self.block = block }

    func take() -> Block? {
        lock.withLock {
            defer { block = nil }
            return block
        }
    }
}
