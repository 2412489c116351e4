package import TradingCalendar

/// The latest row beside the latest session whose row is due.
package struct FreshnessDetails: Equatable, Sendable {
    package let latestRow: Day
    package let dueSession: Day

    package init(latestRow: Day, dueSession: Day) {
        self.latestRow = latestRow
        self.dueSession = dueSession
    }
}
