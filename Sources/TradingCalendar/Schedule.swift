package import Foundation

/// The instants at which something is decided: the due instants of every session, for each of some publication lags,
/// and the multiples of some intervals of wall time.
package struct Schedule: Sendable {
    let calendar: TradingCalendar
    let lags: [PublicationLag]
    /// In seconds, each once.
    let intervals: [Int]

    /// - Parameters:
    ///   - lags: those of the sources; any number of times each.
    ///   - cadences: those of the checks; any number of times each.
    package init(calendar: TradingCalendar, lags: [PublicationLag], cadences: [Cadence] = []) {
        self.calendar = calendar
        self.lags = Array(Set(lags)).sorted { $0.minutes < $1.minutes }
        intervals = Set(cadences.compactMap(\.interval)).sorted()
    }

    package var longestLag: PublicationLag { lags.last ?? .none }

    /// True for the due instant of a session.
    package func isDue(at instant: Date) -> Bool {
        lags.contains { lag in
            calendar.latestDue(at: instant, lag: lag).map { calendar.due($0, lag: lag) == instant } ?? false
        }
    }

    /// The instants of a span, ascending, each once.
    /// - Parameters:
    ///   - start: the first instant that counts.
    ///   - end: the last that counts.
    package func instants(from start: Date, through end: Date) -> [Date] {
        guard start <= end else { return [] }
        let sessions = lags.flatMap { lag in
            let first = calendar.sessions.partitioningIndex { calendar.due($0, lag: lag) < start }
            let past = calendar.sessions.partitioningIndex { calendar.due($0, lag: lag) <= end }
            return calendar.sessions[first..<max(first, past)].map { calendar.due($0, lag: lag) }
        }
        let multiples = intervals.flatMap { interval in
            let size = Double(interval)
            let first = (start.timeIntervalSince1970 / size).rounded(.up) * size
            return stride(from: first, through: end.timeIntervalSince1970, by: size)
                .map { Date(timeIntervalSince1970: $0) }
        }
        return Array(Set(sessions + multiples)).sorted()
    }

    /// The instants that are to be decided: those after the last that was, up to now; the latest one where none was.
    package func due(after last: Date?, through now: Date) -> [Date] {
        guard let last else { return latest(at: now).map { [$0] } ?? [] }
        return instants(from: last.addingTimeInterval(1), through: now)
    }

    /// The latest instant at or before one; nil before the first.
    package func latest(at instant: Date) -> Date? {
        let sessions = lags.compactMap { lag in
            calendar.latestDue(at: instant, lag: lag).map { calendar.due($0, lag: lag) }
        }
        let multiples = intervals.map { interval in
            Date(
                timeIntervalSince1970: (instant.timeIntervalSince1970 / Double(interval)).rounded(.down)
                    * Double(interval))
        }
        return (sessions + multiples).max()
    }

    /// The first instant after one; nil where the calendar has ended and nothing is judged in wall time.
    package func next(after instant: Date) -> Date? {
        let sessions = lags.compactMap { lag -> Date? in
            let next = calendar.sessions.partitioningIndex { calendar.due($0, lag: lag) <= instant }
            return next < calendar.sessions.count ? calendar.due(calendar.sessions[next], lag: lag) : nil
        }
        let multiples = intervals.map { interval in
            Date(
                timeIntervalSince1970: ((instant.timeIntervalSince1970 / Double(interval)).rounded(.down) + 1)
                    * Double(interval))
        }
        return (sessions + multiples).min()
    }
}
