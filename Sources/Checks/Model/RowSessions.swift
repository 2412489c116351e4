import TradingCalendar

/// The label sessions with a row of a metric, in the order of time.
struct RowSessions: Sendable {
    /// The first pair of each session that has a row.
    private var firstPairs: [Int] = []
    private var sizes: [Int] = []
    private var last: Day?
    private var rows = 0

    /// - Parameter day: the pair's label session, not before that of the pair that was added last.
    mutating func add(_ pair: Int, on day: Day) {
        rows += 1
        guard day != last else {
            sizes[sizes.count - 1] += 1
            return
        }
        firstPairs.append(pair)
        sizes.append(1)
        last = day
    }

    /// The number of rows of each session; nil where none has several.
    var groups: [Int]? { sizes.count == rows ? nil : sizes }

    /// The sessions of a run of pairs, which holds whole sessions.
    func range(of pairs: Range<Int>) -> Range<Int> {
        let lower = firstPairs.partitioningIndex { $0 < pairs.lowerBound }
        return lower..<max(lower, firstPairs.partitioningIndex { $0 < pairs.upperBound })
    }
}
