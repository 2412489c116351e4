package import TradingCalendar

/// The closures and early closes of a calendar in a span of days.
package struct CalendarReport: Sendable {
    package let calendar: String
    package let span: ClosedRange<Day>
    /// The number of sessions in the span.
    package let sessions: Int
    /// The usual closing time, in the zone of the exchange.
    package let close: TimeOfDay
    package let zone: ExchangeZone
    package let closures: [TradingCalendar.Closure]
    package let earlyCloses: [TradingCalendar.EarlyClose]

    package init(_ calendar: TradingCalendar, span: ClosedRange<Day>) {
        self.calendar = calendar.name
        self.span = span
        sessions = calendar.count(from: span.lowerBound, through: span.upperBound)
        close = calendar.close
        zone = calendar.zone
        closures = calendar.closures.filter { span.contains($0.date) }
        earlyCloses = calendar.earlyCloses.filter { span.contains($0.date) }
    }
}
