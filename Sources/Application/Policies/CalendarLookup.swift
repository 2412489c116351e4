import PolicyFile
package import Reports
import TradingCalendar

/// The closures of calendars.
package enum CalendarLookup {
    /// - Parameter name: of a built-in calendar, or the path of a calendar file.
    package static func closures(of name: String, in span: DaySpan) throws -> CalendarReport {
        let calendar = try CalendarFile.named(name)
        let days = try span.days(in: calendar)
        return CalendarReport(calendar, span: days)
    }
}
