import Core

/// The cells of one block, by column, in memory that a worker uses again for its next block.
final class Batch {
    /// A record that has not as many fields as the header, or is not a record at all.
    struct MalformedRow: Equatable, Sendable {
        let row: Int
        let reason: String
    }

    /// From this row on, lines run ahead of rows by so many more: blank lines, or newlines inside quotes.
    struct LineShift: Equatable, Sendable {
        let row: Int
        let lines: Int
    }

    let columns: [ColumnBuffer]
    /// Columns of the file that nobody asked for, by name (JSON Lines only: a CSV tells them in its header).
    var unexpected: [String] = []
    var rows = 0
    /// Where the bytes of the block end.
    var blockEnd = 0
    var malformed: [MalformedRow] = []
    var malformedCount = 0
    var shifts: [LineShift] = []

    static let keptMalformed = 1_000

    init(plan: [ColumnPlan]) {
        // A record takes at least one byte a column, and a record of one empty column one newline.
        let rows = Block.capacity / max(1, plan.count) + 1
        columns = plan.map { ColumnBuffer(plan: $0, capacity: rows) }
    }

    func reset() {
        rows = 0
        malformed.removeAll(keepingCapacity: true)
        malformedCount = 0
        shifts.removeAll(keepingCapacity: true)
        unexpected.removeAll(keepingCapacity: true)
        for column in columns { column.reset() }
    }

    func noteMalformed(row: Int, _ reason: @autoclosure () -> String) {
        malformedCount += 1
        if malformed.count < Batch.keptMalformed { malformed.append(MalformedRow(row: row, reason: reason())) }
    }

    func noteShift(row: Int, lines: Int) { shifts.append(LineShift(row: row, lines: lines)) }
}
