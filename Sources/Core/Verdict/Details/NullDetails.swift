package import TradingCalendar

/// Where the nulls of a window are.
package struct NullDetails: Equatable, Sendable {
    package let nulls: Int
    package let firstSession: Day?
    /// Sessions of the last nulls, the latest last.
    package let lastSessions: [Day]

    package init(nulls: Int, firstSession: Day?, lastSessions: [Day]) {
        self.nulls = nulls
        self.firstSession = firstSession
        self.lastSessions = lastSessions
    }
}
