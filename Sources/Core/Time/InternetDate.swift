package import Foundation
import TradingCalendar

/// A date as Internet messages write it: `Wed, 21 Oct 2015 07:28:00 GMT` in HTTP (RFC 9110), with `+0000` in mail (RFC
/// 5322).
package enum InternetDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The date of a mail.
    package static func mailText(_ instant: Date) -> String {
        let day = ExchangeZone.utc.day(of: instant)
        let (year, month, number) = day.components
        let date = "\(number < 10 ? "0" : "")\(number) \(months[month - 1]) \(year)"
        return "\(weekdays[day.weekday.rawValue]), \(date) \(Timestamp.text(instant).dropFirst(11).dropLast()) +0000"
    }

    /// - Returns: nil where the text is no date of HTTP.
    package static func parse(http text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])),
            let number = Int(words[1]), let year = Int(words[3]),
            let day = Day(year: year, month: month + 1, day: number)
        else { return nil }
        return Timestamp.parse("\(day)T\(words[4])Z")
    }
}
