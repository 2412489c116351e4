package import Foundation

/// The sessions of one exchange: which days trade, when each closes, and arithmetic in sessions.
///
/// A calendar is defined on a span of days (`XNYS`: 1990-01-01 … 2035-12-31); outside it there are no sessions, and
/// ``covers(_:)`` tells an unknown day from a closed one.
package struct TradingCalendar: Sendable {
    /// A weekday, or a day of the usual trading week, without trading.
    package struct Closure: Equatable, Sendable {
        package let date: Day
        package let name: String

        package init(date: Day, name: String) {
            self.date = date
            self.name = name
        }
    }

    /// A session that ends before the usual time.
    package struct EarlyClose: Equatable, Sendable {
        package let date: Day
        package let close: TimeOfDay
        package let name: String

        package init(date: Day, close: TimeOfDay, name: String) {
            self.date = date
            self.close = close
            self.name = name
        }
    }

    /// The usual closing time before an exchange changed it.
    package struct FormerClose: Equatable, Sendable {
        /// The first day of the new time.
        package let until: Day
        package let close: TimeOfDay
    }

    package let name: String
    package let zone: ExchangeZone
    /// The usual closing time, in the exchange's zone.
    package let close: TimeOfDay
    package let formerClose: FormerClose?
    /// The days on which the calendar is defined.
    package let span: ClosedRange<Day>
    /// All sessions, ascending.
    package let sessions: [Day]
    /// Days of the trading week that are closed, ascending.
    package let closures: [Closure]
    package let earlyCloses: [EarlyClose]
    /// The number of sessions in a year: the unit of rates and budgets a year.
    package let sessionsPerYear: Double
    private let earlyCloseTimes: [Day: TimeOfDay]

    /// - Parameters:
    ///   - closures: days of the trading week without a session; others are ignored.
    ///   - earlyCloses: kept only where there is a session.
    ///   - sessionsPerYear: where an exchange has a customary number; nil for the mean of the span, in years of 365.25
    ///     days.
    package init(
        name: String, zone: ExchangeZone, close: TimeOfDay, formerClose: FormerClose? = nil, span: ClosedRange<Day>,
        tradesOn: (Weekday) -> Bool, closures: [Closure], earlyCloses: [EarlyClose], sessionsPerYear: Double? = nil
    ) {
        let closed = Set(closures.map(\.date))
        let sessions = (span.lowerBound...span.upperBound).filter { tradesOn($0.weekday) && !closed.contains($0) }
        let open = Set(earlyCloses.map(\.date)).intersection(sessions)
        self.name = name
        self.zone = zone
        self.close = close
        self.formerClose = formerClose
        self.span = span
        self.sessions = sessions
        self.closures = closures.filter { span.contains($0.date) && tradesOn($0.date.weekday) }
            .sorted { $0.date < $1.date }
        self.earlyCloses = earlyCloses.filter { open.contains($0.date) }.sorted { $0.date < $1.date }
        let days = span.lowerBound.distance(to: span.upperBound) + 1
        self.sessionsPerYear = sessionsPerYear ?? Double(sessions.count) * 365.25 / Double(days)
        earlyCloseTimes = Dictionary(self.earlyCloses.map { ($0.date, $0.close) }) { first, _ in first }
    }

    package func covers(_ day: Day) -> Bool { span.contains(day) }

    package func isSession(_ day: Day) -> Bool { position(of: day) != nil }

    /// The reason why there is no session on a day of the span; nil on a session.
    package func reasonClosed(_ day: Day) -> String? {
        if isSession(day) { return nil }
        if let closure = closures.first(where: { $0.date == day }) { return closure.name }
        return day.weekday.isWeekend ? "weekend" : "outside the calendar"
    }

    /// The position of a session among ``sessions``.
    package func position(of day: Day) -> Int? {
        let at = firstPosition(from: day)
        return at < sessions.count && sessions[at] == day ? at : nil
    }

    /// The position of the first session on or after a day; `sessions.count` when there is none.
    package func firstPosition(from day: Day) -> Int {
        sessions.firstIndex(from: day)
    }

    /// The session that lies `offset` sessions after (before, if negative) a session.
    /// - Returns: nil when `day` is not a session or the result lies outside the span.
    package func session(_ offset: Int, from day: Day) -> Day? {
        guard let at = position(of: day), sessions.indices.contains(at + offset) else { return nil }
        return sessions[at + offset]
    }

    /// The number of sessions in a range of days, both ends included.
    package func count(from first: Day, through last: Day) -> Int {
        guard first <= last else { return 0 }
        return firstPosition(from: last.advanced(by: 1)) - firstPosition(from: first)
    }

    /// The first session of each calendar month that begins in a range of days, both ends included.
    package func monthStarts(from first: Day, through last: Day) -> [Day] {
        guard first <= last else { return [] }
        return (firstPosition(from: first)..<firstPosition(from: last.advanced(by: 1))).filter { position in
            guard position > 0 else { return true }
            let (before, day) = (sessions[position - 1].components, sessions[position].components)
            return (before.year, before.month) != (day.year, day.month)
        }.map { sessions[$0] }
    }

    /// The instant at which a session closes.
    package func closeInstant(of session: Day) -> Date {
        let usual = formerClose.flatMap { session < $0.until ? $0.close : nil } ?? close
        return zone.instant(of: session, at: earlyCloseTimes[session] ?? usual)
    }

    /// The instant at which the row of a session is due.
    package func due(_ session: Day, lag: PublicationLag) -> Date {
        closeInstant(of: session).addingTimeInterval(Double(lag.minutes * 60))
    }

    /// The latest session whose row is due at an instant; nil before the first.
    package func latestDue(at instant: Date, lag: PublicationLag) -> Day? {
        let next = sessions.partitioningIndex { due($0, lag: lag) <= instant }
        return next > 0 ? sessions[next - 1] : nil
    }

    /// The last `count` sessions up to and including one; fewer at the start of the span.
    package func window(_ count: Int, endingAt session: Day) -> SessionWindow? {
        guard let last = position(of: session), count > 0 else { return nil }
        return SessionWindow(sessions: sessions[max(0, last - count + 1)...last])
    }

    /// The `count` sessions that end at the session before the first of a window.
    package func window(_ count: Int, before window: SessionWindow) -> SessionWindow? {
        guard let previous = session(-1, from: window.first) else { return nil }
        return self.window(count, endingAt: previous)
    }

    /// The end of a day on the exchange's clock, to the second: what a bare date means as an as-of.
    package func endOfDay(_ day: Day) -> Date {
        zone.instant(of: day.advanced(by: 1), at: TimeOfDay(minutes: 0), plusSeconds: -1)
    }
}
