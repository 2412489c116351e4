package import Foundation

/// The clock by which something is judged.
package enum Cadence: Hashable, Sendable {
    /// Once a session, at its due instant.
    case session
    /// At every instant that is a multiple of so many seconds since 1970.
    case every(seconds: Int)

    /// Seconds between two evaluations; nil where sessions are the clock.
    package var interval: Int? { if case .every(let seconds) = self { seconds } else { nil } }

    /// The occasion at an instant.
    /// - Returns: nil at an instant at which nothing is judged.
    package func occasion(at instant: Date, calendar: TradingCalendar, lag: PublicationLag) -> Occasion? {
        switch self {
        case .session: calendar.latestDue(at: instant, lag: lag).map(Occasion.session)
        case .every(let seconds):
            Cadence.isMultiple(of: seconds, instant) ? .instant(instant) : nil
        }
    }

    private static func isMultiple(of seconds: Int, _ instant: Date) -> Bool {
        instant.timeIntervalSince1970.truncatingRemainder(dividingBy: Double(seconds)) == 0
    }
}
