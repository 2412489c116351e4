package import Foundation
package import TradingCalendar

/// The instant as of which something is asked: `--as-of`.
package enum AsOf {
    /// An instant with a zone, or a bare date, which means the last second of that day in the exchange's zone.
    /// - Returns: nil for anything else.
    package static func parse(_ text: String, calendar: TradingCalendar) -> Date? {
        Day(iso: text).map { calendar.endOfDay($0) } ?? Timestamp.parse(text)
    }
}
