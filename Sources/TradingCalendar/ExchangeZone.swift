package import Foundation

/// The time zone in which an exchange lives, and the way from its wall clock to instants and back.
package struct ExchangeZone: Hashable, Sendable {
    package let identifier: String
    private let zone: TimeZone

    /// - Parameter identifier: a name of the time zone database, such as `America/New_York`.
    /// - Returns: nil for a name that is not known here.
    package init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    package static let utc = ExchangeZone(secondsFromGMT: 0, identifier: "UTC")

    private init(secondsFromGMT: Int, identifier: String) {
        // UTC needs no database, so it can always be had.
        zone = TimeZone(secondsFromGMT: secondsFromGMT) ?? TimeZone.current
        self.identifier = identifier
    }

    /// The instant at which the wall clock shows this time on this day, plus `seconds`.
    ///
    /// A time that a change skips means the first instant after it; a time that it repeats, the first of the two.
    package func instant(of day: Day, at time: TimeOfDay, plusSeconds seconds: Int = 0) -> Date {
        let local = day.ordinal * 86_400 + time.minutes * 60 + seconds
        let before = offset(at: local - 86_400)
        let early = local - before
        if offset(at: early) == before { return Date(timeIntervalSince1970: Double(early)) }
        let after = offset(at: early)
        let late = local - after
        if offset(at: late) == after { return Date(timeIntervalSince1970: Double(late)) }
        return Date(timeIntervalSince1970: Double(change(between: late, and: early)))
    }

    /// The first second with another offset than the first of a span.
    private func change(between first: Int, and last: Int) -> Int {
        let before = offset(at: first)
        var (low, high) = (first, last)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: middle) == before { low = middle } else { high = middle }
        }
        return high
    }

    /// The date that the wall clock shows at an instant.
    package func day(of instant: Date) -> Day {
        let seconds = instant.timeIntervalSince1970
        let local = seconds + Double(zone.secondsFromGMT(for: instant))
        return Day(ordinal: Int((local / 86_400).rounded(.down)))
    }

    /// The reading of the wall clock at an instant: `2020-03-16 23:59:59 America/New_York`.
    package func text(_ instant: Date) -> String {
        let local = instant.addingTimeInterval(Double(zone.secondsFromGMT(for: instant)))
        return Timestamp.text(local).dropLast().replacing("T", with: " ") + " \(identifier)"
    }

    private func offset(at seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
}
