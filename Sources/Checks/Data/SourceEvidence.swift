package import Core
import Foundation
package import TradingCalendar

/// What was known of a source at one instant: its rows by session, and what its contract found.
package struct SourceEvidence: Sendable {
    package let name: String
    package let calendar: TradingCalendar
    /// The latest session whose row is due.
    package let asOfSession: Day
    /// The session of each row, ascending; rows that belong to no session are not among them.
    package let days: [Day]
    /// The columns, one cell for each of ``days``.
    package let columns: [Column]
    /// The contract's findings on the header and the rows of the span, and how many rows those are.
    package let findings: [Finding]
    package let judgedRows: Int
    package let judgedWindow: SessionWindow?

    package init(
        name: String, calendar: TradingCalendar, asOfSession: Day, days: [Day], columns: [Column], findings: [Finding],
        judgedRows: Int, judgedWindow: SessionWindow?
    ) {
        self.name = name
        self.calendar = calendar
        self.asOfSession = asOfSession
        self.days = days
        self.columns = columns
        self.findings = findings
        self.judgedRows = judgedRows
        self.judgedWindow = judgedWindow
    }

    /// The rows of a run of sessions.
    package func rows(of window: SessionWindow) -> Range<Int> { rows(from: window.first, through: window.last) }

    package func rows(from first: Day, through last: Day) -> Range<Int> {
        let start = days.firstIndex(from: first)
        return start..<max(start, days.firstIndex(from: last.advanced(by: 1)))
    }

    /// A column of the source, transformed over the whole series; nil when the file lacks the column.
    func series(_ series: CheckRule.Series) -> TransformedSeries? {
        columns.first { $0.name == series.column }.map { TransformedSeries($0, transform: series.transform) }
    }
}
