package import TradingCalendar

/// Where the nulls of a window are.
package struct NullDetails: Equatable, Sendable {
    package let nulls: Int
    package let firstSession: Day?
    /// Sessions of the last nulls, the latest last.
    package let lastSessions: [Day]

    /// Runs of sessions with nulls, the latest last; of many runs the last ``maximumSpans``.
    package let spans: [Span]

    package struct Span: Equatable, Sendable {
        package let first: Day
        package var last: Day
        package var nulls: Int

        package init(first: Day, last: Day, nulls: Int) {
            self.first = first
            self.last = last
            self.nulls = nulls
        }
    }

    package static let maximumSpans = 20

    package init(nulls: Int, firstSession: Day?, lastSessions: [Day], spans: [Span]) {
        self.nulls = nulls
        self.firstSession = firstSession
        self.lastSessions = lastSessions
        self.spans = spans.suffix(NullDetails.maximumSpans)
    }
}
