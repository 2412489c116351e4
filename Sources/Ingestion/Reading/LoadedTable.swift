package import Core
import Foundation

/// A table as it was read, with what the contract wants to know of the file beside the cells.
package struct LoadedTable: Sendable {
    package var table: Table
    /// The names that the file has, in its order.
    package private(set) var header: [String]
    /// True if the order of the columns means anything.
    let columnsAreOrdered: Bool
    /// Records that are not rows of the table's shape, by row.
    package let malformed: RowTexts
    /// Lines run ahead of rows from these rows on, ascending.
    let shifts: [(row: Int, lines: Int)]

    /// The line of the file in which a row begins (the header is line 1).
    package func line(ofRow row: Int) -> Int {
        var line = table.record(ofRow: row)
        for shift in shifts {
            guard shift.row <= row else { break }
            line += shift.lines
        }
        return line
    }

    /// A table that was made and not read.
    package init(_ table: Table) {
        self.table = table
        header = table.columns.map(\.name)
        columnsAreOrdered = true
        malformed = [:]
        shifts = []
    }

    /// The same with other rows.
    package func with(table: Table) -> LoadedTable {
        var loaded = self
        loaded.table = table
        return loaded
    }

    /// The same with other names, without a column.
    package func with(header: [String], without column: String) -> LoadedTable {
        var loaded = self
        loaded.header = header
        loaded.table.columns.removeAll { $0.name == column }
        return loaded
    }

    /// Reads the planned columns of a file; a planned column that the file lacks is absent from the table.
    /// - Throws: ``InputFailure`` for a file that cannot be read.
    package init(_ file: TabularFile, plan: [ColumnPlan], workers: Int = ProcessInfo.processInfo.activeProcessorCount)
        throws
    {
        self.init(try TableBuilder(file, plan: plan).appending(file, workers: workers))
    }

    init(_ builder: TableBuilder) {
        var columns = builder.columns
        if builder.format == .jsonLines {
            let names = Set(builder.header)
            columns.removeAll { !names.contains($0.name) }
        }
        table = Table(columns: columns, rows: builder.rows, firstRow: builder.firstRow)
        header = builder.header
        columnsAreOrdered = builder.format == .csv
        malformed = builder.malformed
        shifts = builder.shifts
    }
}
