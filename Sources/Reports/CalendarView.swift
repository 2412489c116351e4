package import Core
package import TradingCalendar

/// The closures and early closes of a calendar in a span of days.
package struct CalendarView {
    private let calendar: TradingCalendar
    private let span: ClosedRange<Day>

    package init(_ calendar: TradingCalendar, from: Day, through: Day) {
        self.calendar = calendar
        span = from...through
    }

    private var closures: [TradingCalendar.Closure] { calendar.closures.filter { span.contains($0.date) } }
    private var earlyCloses: [TradingCalendar.EarlyClose] { calendar.earlyCloses.filter { span.contains($0.date) } }
    private var sessions: Int { calendar.count(from: span.lowerBound, through: span.upperBound) }

    package var json: JSONValue {
        [
            "calendar": .string(calendar.name), "sessions": .integer(sessions),
            "closures": .array(
                closures.map { ["date": .string($0.date.description), "name": .string($0.name)] }),
            "early_closes": .array(
                earlyCloses.map {
                    [
                        "date": .string($0.date.description), "close": .string($0.close.description),
                        "name": .string($0.name),
                    ]
                }),
        ]
    }

    package var text: String {
        var lines = [
            "\(calendar.name), \(span.lowerBound) to \(span.upperBound): \(sessions) sessions, close \(calendar.close) \(calendar.zone.identifier)"
        ]
        lines += ["", "closed (\(closures.count))"] + closures.map { "  \($0.date)  \($0.name)" }
        lines +=
            ["", "early close (\(earlyCloses.count))"] + earlyCloses.map { "  \($0.date)  \($0.close)  \($0.name)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
