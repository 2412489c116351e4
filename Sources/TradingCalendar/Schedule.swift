package import Foundation

/// The instants at which something is decided: the due instants of every session, for each of some publication lags.
package struct Schedule: Sendable {
    let calendar: TradingCalendar
    let lags: [PublicationLag]

    /// - Parameter lags: those of the sources; any number of times each.
    package init(calendar: TradingCalendar, lags: [PublicationLag]) {
        self.calendar = calendar
        self.lags = Array(Set(lags)).sorted { $0.minutes < $1.minutes }
    }

    package var longestLag: PublicationLag { lags.last ?? .none }

    /// The instants of a span, ascending, each once.
    /// - Parameters:
    ///   - start: the first instant that counts.
    ///   - end: the last that counts.
    package func instants(from start: Date, through end: Date) -> [Date] {
        guard start <= end else { return [] }
        let all = lags.flatMap { lag in
            let first = calendar.sessions.partitioningIndex { calendar.due($0, lag: lag) < start }
            let past = calendar.sessions.partitioningIndex { calendar.due($0, lag: lag) <= end }
            return calendar.sessions[first..<max(first, past)].map { calendar.due($0, lag: lag) }
        }
        return Array(Set(all)).sorted()
    }

    /// The instants that are to be decided: those after the last that was, up to now; the latest one where none was.
    package func due(after last: Date?, through now: Date) -> [Date] {
        guard let last else { return latest(at: now).map { [$0] } ?? [] }
        return instants(from: last.addingTimeInterval(1), through: now)
    }

    /// The latest instant at or before one; nil before the first.
    package func latest(at instant: Date) -> Date? {
        lags.compactMap { lag in calendar.latestDue(at: instant, lag: lag).map { calendar.due($0, lag: lag) } }.max()
    }
}
