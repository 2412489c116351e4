/// Input that cannot be read at all: what, where, and what was expected. Not a finding, which is about what was read.
package struct InputFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package let path: String
    /// Line in the file, from 1, where it is known.
    package let line: Int?
    package let message: String

    package init(path: String, line: Int? = nil, _ message: String) {
        self.path = path
        self.line = line
        self.message = message
    }

    package var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)".printable }
}
