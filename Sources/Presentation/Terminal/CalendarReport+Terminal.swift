package import Reports
import TradingCalendar

extension CalendarReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        let days = "\(span.lowerBound) to \(span.upperBound)"
        var lines = ["\(calendar), \(days): \(sessions) sessions, close \(close) \(zone.identifier)"]
        lines += ["", "closed (\(closures.count))"] + closures.map { "  \($0.date)  \($0.name)" }
        lines += ["", "early close (\(earlyCloses.count))"]
        lines += earlyCloses.map { "  \($0.date)  \($0.close)  \($0.name)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
