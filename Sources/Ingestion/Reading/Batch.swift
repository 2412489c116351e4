import Core

/// The cells of one block, or of a part of it where the plan is wide and the records are short, by column, in memory
/// that a worker uses again for its next block.
final class Batch {
    /// From this row on, lines run ahead of rows by so many more: blank lines, or newlines inside quotes.
    struct LineShift: Equatable, Sendable {
        let row: Int
        var lines: Int
    }

    let columns: [ColumnBuffer]
    /// Rows that there is room for: bounded, whatever a block holds, so that memory is.
    let capacity: Int
    /// Columns of the file that nobody asked for, by name (JSON Lines only: a CSV tells them in its header).
    var unexpected: [String] = []
    var rows = 0
    /// Where the bytes of the block end.
    var blockEnd = 0
    /// The bytes that the rows were read from.
    var bytes = 0
    /// False for the further parts of a block.
    var isFirstPart = true
    /// Records that have not as many fields as the header, or are none at all, with the reason.
    private(set) var malformed = RowTexts()
    var shifts: [LineShift] = []

    init(plan: [ColumnPlan]) {
        // Enough for a block of whole records; of shorter ones it is a part.
        capacity = Block.capacity / max(4, plan.count) + 1
        let room = capacity
        var nulls = NullTexts([])
        columns = plan.map { column in
            if nulls.plan != column.nulls { nulls = NullTexts(column.nulls) }
            return ColumnBuffer(plan: column, nulls: nulls, capacity: room)
        }
    }

    /// - Parameter isSparse: whether columns are null in rows that say nothing of them.
    func reset(isSparse: Bool) {
        rows = 0
        malformed.removeAll(keepingCapacity: true)
        shifts.removeAll(keepingCapacity: true)
        unexpected.removeAll(keepingCapacity: true)
        for column in columns { column.reset(isSparse: isSparse) }
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
