import Statistics
package import TradingCalendar

/// The rows of one series of evidence by session, as known when a session is the latest.
package struct Timeline: Sendable {
    package let calendar: TradingCalendar
    /// The latest session whose row is due.
    package let asOfSession: Day
    /// The session of each row, ascending; rows that belong to no session are not among them.
    package let days: ArraySlice<Day>

    package init(calendar: TradingCalendar, asOfSession: Day, days: ArraySlice<Day>) {
        self.calendar = calendar
        self.asOfSession = asOfSession
        self.days = days
    }

    /// The rows of a run of sessions.
    package func rows(of window: SessionWindow) -> Range<Int> { rows(from: window.first, through: window.last) }

    /// The rows of each session among some rows; nil where no session has several.
    func sessions(of rows: Range<Int>) -> [Range<Int>]? {
        Array(days[rows]).runLengths.map { sizes in
            var start = rows.lowerBound
            return sizes.map { size in
                defer { start += size }
                return start..<start + size
            }
        }
    }

    package func rows(from first: Day, through last: Day) -> Range<Int> {
        let start = days.firstIndex(from: first)
        return start..<max(start, days.firstIndex(from: last.advanced(by: 1)))
    }
}
