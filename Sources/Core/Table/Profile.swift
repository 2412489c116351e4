/// The mergeable summary of a run of adjacent rows: what every data check needs, in one pass.
package struct Profile: Equatable, Sendable {
    package private(set) var rows: Int
    /// In the order of the question's measures.
    package private(set) var columns: [ColumnProfile]
    package private(set) var order: OrderProfile

    package init(rows: Int, columns: [ColumnProfile], order: OrderProfile) {
        self.rows = rows
        self.columns = columns
        self.order = order
    }

    /// The profile of some rows of a table.
    package init(of table: Table, rows range: Range<Int>, question: ProfileQuestion) {
        let scratch = UnsafeMutableBufferPointer<Double>.allocate(capacity: range.count)
        defer { scratch.deallocate() }
        rows = range.count
        columns = question.measures.map { measure in
            guard let column = table[measure.column] else { return ColumnProfile(measure: measure) }
            return column.withCells(range) { ColumnProfile(measure: measure, values: $0, states: $1, scratch: scratch) }
        }
        order =
            question.time.flatMap { table[$0] }
            .map { $0.withCells(range) { OrderProfile(values: $0, states: $1) } } ?? OrderProfile()
    }

    /// Takes in the profile of the rows that follow, which answers the same question.
    package mutating func merge(_ next: Profile) {
        rows += next.rows
        for i in columns.indices { columns[i].merge(next.columns[i]) }
        order.merge(next.order)
    }
}

extension Column {
    fileprivate func withCells<Result>(
        _ range: Range<Int>, _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<CellState>) -> Result
    ) -> Result {
        values.withUnsafeBufferPointer { values in
            states.withUnsafeBufferPointer { states in
                body(UnsafeBufferPointer(rebasing: values[range]), UnsafeBufferPointer(rebasing: states[range]))
            }
        }
    }
}
