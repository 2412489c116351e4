/// Something in the data that the contract does not allow.
package struct Finding: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case missing
        case renamed
        case unexpected
        case reordered
        case typeMismatch = "type_mismatch"
        case invalidCells = "invalid_cells"
        case nullCell = "null_cell"
        case outOfRange = "out_of_range"
        case notAllowed = "not_allowed"
        case duplicateKey = "duplicate_key"
        case timeBackwards = "time_backwards"
        case malformedRow = "malformed_row"
        case notASession = "not_a_session"
        case futureRow = "future_row"
    }

    package let kind: Kind
    /// The column of the contract, or of the file for an unexpected one; nil where rows as a whole are meant.
    package let column: String?
    /// The number of cells or rows.
    package let count: Int
    /// Lines of the file in which the first of them stand.
    package let lines: [Int]
    /// The texts that stand there.
    package let samples: [String]
    package let message: String

    package init(
        _ kind: Kind, column: String? = nil, count: Int = 1, lines: [Int] = [], samples: [String] = [],
        _ message: String
    ) {
        self.kind = kind
        self.column = column
        self.count = count
        self.lines = lines
        self.samples = samples
        // It names columns of files.
        self.message = message.printable
    }
}
