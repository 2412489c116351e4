/// Columns of equal length, as read: what each cell holds, what is null, and what did not parse.
package struct Table: Sendable {
    package var columns: [Column]
    package private(set) var rows: Int
    /// The record number of the first row in its file: 2 after a header (row 1 is the header), 1 without.
    package let firstRow: Int

    /// - Parameter columns: all with as many cells as `rows`.
    package init(columns: [Column], rows: Int, firstRow: Int) {
        precondition(columns.allSatisfy { $0.values.count == rows }, "columns of a table are equally long")
        self.columns = columns
        self.rows = rows
        self.firstRow = firstRow
    }

    package subscript(name: String) -> Column? { columns.first { $0.name == name } }

    /// The columns by name, for who looks for many.
    package var columnsByName: [String: Column] {
        Dictionary(columns.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The record number in the file of a row of this table.
    package func record(ofRow row: Int) -> Int { firstRow + row }
}

/// One column of a table.
package struct Column: Sendable {
    package let name: String
    package let type: ColumnType
    /// Numbers and integers as they are; booleans as 0 and 1; dates as days since 1970-01-01; timestamps as seconds
    /// since then; text as the position in ``categories``. Without meaning where the cell is not a value.
    package var values: [Double]
    package var states: [CellState]
    /// The distinct texts of a text column.
    package var categories: [String]
    /// The texts of cells that did not parse, by row, cut to a readable length.
    package var invalidTexts: RowTexts

    package init(
        name: String, type: ColumnType, values: [Double], states: [CellState], categories: [String] = [],
        invalidTexts: RowTexts = [:]
    ) {
        precondition(values.count == states.count, "each cell has a state")
        self.name = name
        self.type = type
        self.values = values
        self.states = states
        self.categories = categories
        self.invalidTexts = invalidTexts
    }
}

/// The state of a cell. Invalid is neither null nor a value: it is never coerced and never dropped silently.
package enum CellState: UInt8, Sendable {
    case value, null, invalid
}
