package import Core
import Foundation
import Synchronization

/// A table as it was read, with what the contract wants to know of the file beside the cells.
package struct LoadedTable: Sendable {
    package var table: Table
    /// The names that the file has, in its order.
    package private(set) var header: [String]
    /// Whether the order of the columns means anything.
    let columnsAreOrdered: Bool
    /// Records that are not rows of the table's shape, by row; the first thousand of each block of the file.
    package let malformed: [Int: String]
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
        let present = file.format == .csv ? plan.filter { file.header.contains($0.name) } : plan
        let whole = Mutex(Builder(plan: present, header: file.header))
        try file.read(present, workers: workers, map: Piece.init) { piece in whole.withLock { $0.append(piece) } }
        let builder = whole.withLock { whole in
            defer { whole = Builder(plan: [], header: []) }
            return whole
        }
        var columns = builder.columns
        if file.format == .jsonLines { columns.removeAll { !builder.header.contains($0.name) } }
        table = Table(columns: columns, rows: builder.rows, firstRow: file.firstRow)
        header = builder.header
        columnsAreOrdered = file.format == .csv
        malformed = builder.malformed
        shifts = builder.shifts
    }
}

/// What is kept of a batch.
private struct Piece: Sendable {
    let rows: Int
    let columns: [Column]
    let unexpected: [String]
    let malformed: [Batch.MalformedRow]
    let shifts: [Batch.LineShift]

    init(_ batch: Batch) {
        rows = batch.rows
        columns = batch.columns.map { buffer in
            Column(
                name: buffer.name, type: buffer.type,
                values: Array(UnsafeBufferPointer(start: buffer.values, count: batch.rows)),
                states: Array(UnsafeBufferPointer(start: buffer.states, count: batch.rows)),
                categories: buffer.categories.texts,
                invalidTexts: Dictionary(buffer.invalidTexts) { first, _ in first })
        }
        unexpected = batch.unexpected
        malformed = batch.malformed
        shifts = batch.shifts
    }
}

private struct Builder: Sendable {
    var columns: [Column]
    var header: [String]
    var rows = 0
    var malformed: [Int: String] = [:]
    var shifts: [(row: Int, lines: Int)] = []
    private var categories: [[String: Int]]
    private let areIdentifiers: [Bool]
    private var names: Set<String>

    /// Names of columns that are told apart, of JSON Lines.
    static let maximumNames = 10_000

    init(plan: [ColumnPlan], header: [String]) {
        columns = plan.map { Column(name: $0.name, type: $0.type, values: [], states: []) }
        categories = plan.map { _ in [:] }
        areIdentifiers = plan.map(\.isIdentifier)
        self.header = header
        names = Set(header)
    }

    mutating func append(_ piece: Piece) {
        for (index, column) in piece.columns.enumerated() {
            if areIdentifiers[index] {
                let known = Double(columns[index].categories.count)
                columns[index].categories += column.categories
                columns[index].values += column.values.map { $0 + known }
                columns[index].states += column.states
                for (row, text) in column.invalidTexts { columns[index].invalidTexts[rows + row] = text }
                continue
            }
            let codes = column.categories.map { code(of: $0, column: index) }
            if codes.isEmpty {
                columns[index].values += column.values
            } else {
                columns[index].values += zip(column.values, column.states).map { $1 == .value ? codes[Int($0)] : 0 }
            }
            columns[index].states += column.states
            for (row, text) in column.invalidTexts { columns[index].invalidTexts[rows + row] = text }
        }
        for row in piece.malformed { malformed[rows + row.row] = row.reason }
        shifts += piece.shifts.map { (rows + $0.row, $0.lines) }
        for name in piece.unexpected where header.count < Builder.maximumNames {
            if names.insert(name).inserted { header.append(name) }
        }
        rows += piece.rows
    }

    private mutating func code(of text: String, column: Int) -> Double {
        if let known = categories[column][text] { return Double(known) }
        let code = columns[column].categories.count
        categories[column][text] = code
        columns[column].categories.append(text)
        return Double(code)
    }
}
