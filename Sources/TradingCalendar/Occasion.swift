package import Foundation

/// The point of time that an evaluation is about: a session of the calendar, or an instant of wall time.
///
/// Its text sorts like the occasions of one cadence do. ``TradingCalendar/instant(of:lag:)`` orders sessions among
/// instants.
package enum Occasion: Hashable, Sendable {
    case session(Day)
    /// Whole seconds.
    case instant(Date)

    /// The day of a session; of an instant the day in UTC.
    package var day: Day {
        switch self {
        case .session(let day): day
        case .instant(let date): ExchangeZone.utc.day(of: date)
        }
    }

    /// nil for a session.
    package var instant: Date? { if case .instant(let date) = self { date } else { nil } }
}

extension Occasion: CustomStringConvertible {
    /// `2008-09-15`, or `2008-09-15T21:30:00Z`
    package var description: String {
        switch self {
        case .session(let day): day.description
        case .instant(let date): Timestamp.text(date)
        }
    }

    /// Reads what ``description`` writes.
    package init?(_ text: String) {
        if let day = Day(iso: text) {
            self = .session(day)
        } else if let date = Timestamp.parse(text) {
            self = .instant(date)
        } else {
            return nil
        }
    }
}

extension Occasion: Comparable {
    /// By the day, a session before the instants of its day: time order within one cadence.
    package static func < (a: Occasion, b: Occasion) -> Bool {
        (a.day, a.instant ?? .distantPast) < (b.day, b.instant ?? .distantPast)
    }
}

extension TradingCalendar {
    /// The instant at which an occasion can be judged: of a session, when its row is due.
    package func instant(of occasion: Occasion, lag: PublicationLag) -> Date {
        switch occasion {
        case .session(let day): due(day, lag: lag)
        case .instant(let date): date
        }
    }

    /// The session of an occasion: of an instant, the latest that is due then; nil before the first.
    package func session(of occasion: Occasion, lag: PublicationLag) -> Day? {
        switch occasion {
        case .session(let day): day
        case .instant(let date): latestDue(at: date, lag: lag)
        }
    }
}
