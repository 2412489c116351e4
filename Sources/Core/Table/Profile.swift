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
        let columnsByName = table.columnsByName
        columns = question.measures.map { measure in
            guard let column = columnsByName[measure.column] else { return ColumnProfile(measure: measure) }
            return column.withCells(range) { ColumnProfile(measure: measure, values: $0, states: $1, scratch: scratch) }
        }
        order =
            question.time.flatMap { table[$0] }
            .map { $0.withCells(range) { OrderProfile(values: $0, states: $1) } } ?? OrderProfile()
    }

    /// Takes in the profile of the rows that follow, which answers the same question.
    package mutating func merge(_ next: Profile) { merge(rows: next.rows, columns: next.columns, order: next.order) }

    /// The same, part by part.
    /// - Parameter next: nil for a column that is null in all of the rows.
    package mutating func merge(rows more: Int, columns next: [ColumnProfile?], order: OrderProfile) {
        rows += more
        for i in columns.indices {
            if let column = next[i] { columns[i].merge(column) } else { columns[i].appendNulls(more) }
        }
        self.order.merge(order)
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
