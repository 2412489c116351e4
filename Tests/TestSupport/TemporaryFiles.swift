package import Foundation

/// A directory that is removed when the test that holds it ends.
package final class TemporaryFiles: Sendable {
    package let directory: URL

    package init() throws { directory = try Fixtures.temporaryDirectory() }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Writes a file and returns its path.
    package func write(_ text: String, as name: String = "data.csv") throws -> String {
        try write(Data(text.utf8), as: name)
    }

    package func write(_ data: Data, as name: String) throws -> String {
        let url = directory.appending(path: name)
        try data.write(to: url)
        return url.path(percentEncoded: false)
    }
}
