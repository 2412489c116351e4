/// True if a time column goes strictly forward, over a run of adjacent rows; mergeable.
package struct OrderProfile: Equatable, Sendable {
    /// The number of examples that are kept.
    package static let examples = 5

    package private(set) var rows = 0
    /// Rows whose time is earlier than the time before.
    package private(set) var backwards = 0
    /// Rows whose time is that of the row before.
    package private(set) var repeated = 0
    /// Positions (from 0) of the first rows that go back.
    package private(set) var firstRows: [Int] = []
    private var first: Double?
    private var last: Double?
    /// Rows before the first time, which has no row to be compared with yet.
    private var firstPosition = 0

    /// - Parameter rows: without a time.
    package init(rows: Int = 0) { self.rows = rows }

    package init(values: UnsafeBufferPointer<Double>, states: UnsafeBufferPointer<CellState>) {
        for i in values.indices {
            if states[i] == .value { record(values[i], at: i) }
        }
        rows = values.count
    }

    /// Takes in the profile of the rows that follow.
    package mutating func merge(_ next: OrderProfile) {
        let offset = rows
        if let nextFirst = next.first { record(nextFirst, at: offset + next.firstPosition) }
        backwards += next.backwards
        repeated += next.repeated
        firstRows = Array((firstRows + next.firstRows.map { $0 + offset }).prefix(OrderProfile.examples))
        last = next.last ?? last
        rows += next.rows
    }

    private mutating func record(_ time: Double, at position: Int) {
        if let last, time <= last {
            if time < last {
                backwards += 1
                if firstRows.count < OrderProfile.examples { firstRows.append(position) }
            } else {
                repeated += 1
            }
        }
        if first == nil {
            first = time
            firstPosition = position
        }
        last = time
    }
}
