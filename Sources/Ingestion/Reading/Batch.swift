import Core

/// The cells of one block, by column, in memory that a worker uses again for its next block.
final class Batch {
    /// From this row on, lines run ahead of rows by so many more: blank lines, or newlines inside quotes.
    struct LineShift: Equatable, Sendable {
        let row: Int
        var lines: Int
    }

    let columns: [ColumnBuffer]
    /// Rows that there is room for.
    private(set) var capacity: Int
    /// Columns of the file that nobody asked for, by name (JSON Lines only: a CSV tells them in its header).
    var unexpected: [String] = []
    var rows = 0
    /// Where the bytes of the block end.
    var blockEnd = 0
    /// Records that have not as many fields as the header, or are none at all, with the reason.
    private(set) var malformed = RowTexts()
    var shifts: [LineShift] = []

    init(plan: [ColumnPlan]) {
        // Enough for whole records; shorter ones make it grow.
        capacity = Block.capacity / max(4, plan.count) + 1
        let room = capacity
        columns = plan.map { ColumnBuffer(plan: $0, capacity: room) }
    }

    /// Makes room for twice as many rows; the first `rows` are kept.
    func grow(keeping rows: Int) {
        for column in columns { column.grow(from: capacity, to: 2 * capacity, keeping: rows) }
        capacity *= 2
    }

    func reset() {
        rows = 0
        malformed.removeAll(keepingCapacity: true)
        shifts.removeAll(keepingCapacity: true)
        unexpected.removeAll(keepingCapacity: true)
        for column in columns { column.reset() }
    }

    func noteMalformed(row: Int, _ reason: String) { malformed.append(reason, row: row) }

    func noteShift(row: Int, lines: Int) {
        if let last = shifts.indices.last, shifts[last].row == row {
            shifts[last].lines += lines
        } else {
            shifts.append(LineShift(row: row, lines: lines))
        }
    }
}
