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
    var malformed: [MalformedRow] = []
    var malformedCount = 0
    var shifts: [LineShift] = []

    static let keptMalformed = 1_000

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
        malformedCount = 0
        shifts.removeAll(keepingCapacity: true)
        unexpected.removeAll(keepingCapacity: true)
        for column in columns { column.reset() }
    }

    func noteMalformed(row: Int, _ reason: @autoclosure () -> String) {
        malformedCount += 1
        if malformed.count < Batch.keptMalformed { malformed.append(MalformedRow(row: row, reason: reason())) }
    }

    func noteShift(row: Int, lines: Int) {
        if let last = shifts.indices.last, shifts[last].row == row {
            shifts[last].lines += lines
        } else {
            shifts.append(LineShift(row: row, lines: lines))
        }
    }
}
