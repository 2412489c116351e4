import Core

/// Bounds the cells that are kept of a file by its size: a record of a few bytes may stand for thousands of cells that
/// are empty or invalid.
struct CellBudget: Sendable {
    /// Cells that any file may have.
    private static let base = 4_000_000
    /// More than any file has whose records hold an eighth of their columns.
    private static let perByte = 8

    private let path: String
    private var cells = 0
    private var bytes = 0
    private var rows = 0

    init(path: String) { self.path = path }

    /// - Throws: ``InputFailure`` where there are more cells than the bytes read so far can stand for.
    mutating func take(rows more: Int, of columns: Int, bytes read: Int) throws {
        rows += more
        cells += more * columns
        bytes += read
        guard cells > CellBudget.base + CellBudget.perByte * bytes else { return }
        throw InputFailure(
            path: path,
            """
            \(rows) rows of \(bytes) bytes would be \(cells) cells in \(columns) columns, nearly all of them empty or \
            invalid; expected rows that hold most of the columns
            """)
    }
}
