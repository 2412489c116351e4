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

    /// A date of HTTP in any of its three forms (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94
    /// 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    /// - Parameter now: a year of two digits is the latest that is not more than 50 years after it.
    /// - Returns: nil where the text is no such date.
    package static func parse(http text: String, now: Date) -> Date? {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count == 6, words[5] == "GMT" {
            return instant(year: Int(words[3]), month: words[2], day: words[1], time: words[4])
        }
        if words.count == 4, words[3] == "GMT" {
            let parts = words[1].split(separator: "-").map(String.init)
            guard parts.count == 3, parts[2].count == 2, let short = Int(parts[2]) else { return nil }
            let present = ExchangeZone.utc.day(of: now).components.year
            let latest = present + 50
            return instant(
                year: latest - ((latest - short) % 100 + 100) % 100, month: parts[1], day: parts[0], time: words[2])
        }
        guard words.count == 5 else { return nil }
        return instant(year: Int(words[4]), month: words[1], day: words[2], time: words[3])
    }

    private static func instant(year: Int?, month: String, day: String, time: String) -> Date? {
        guard let month = months.firstIndex(of: month), let number = Int(day), let year,
            let day = Day(year: year, month: month + 1, day: number)
        else { return nil }
        return Timestamp.parse("\(day)T\(time)Z")
    }
}
