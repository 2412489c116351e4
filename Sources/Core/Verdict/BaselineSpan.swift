package import TradingCalendar

/// The rows that a window is compared with: their first and last session, and how many there are.
package struct BaselineSpan: Equatable, Sendable {
    package let first: Day
    package let last: Day
    /// Sessions with a row.
    package let sessions: Int
    package let rows: Int

    /// - Parameter days: the session of each row, ascending.
    /// - Returns: nil without a row.
    package init?(_ days: some Collection<Day>) {
        guard let first = days.first else { return nil }
        self.first = first
        rows = days.count
        let distinct = Set(days)
        sessions = distinct.count
        last = distinct.max() ?? first
    }
}
