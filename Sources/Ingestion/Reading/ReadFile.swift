package import Foundation

/// The state of a file when it was read.
package struct ReadFile: Equatable, Sendable {
    private let path: String
    private let stamp: FileStamp?

    /// - Parameter path: taken before the file is opened, so that a change while it is read is noticed later.
    package init(path: String) {
        self.path = path
        stamp = FileStamp(path: path)
    }

    /// The instant at which the file had been written last; nil where there was none.
    package var modified: Date? { stamp?.modified }

    /// True if the file is as it was.
    package var isCurrent: Bool { FileStamp(path: path) == stamp }
}
