package import Core
package import TradingCalendar

/// A rule's value on every session of a reference, exactly as it would have been measured then.
package struct RuleHistory: Sendable {
    /// Sessions whose window and baseline are complete, ascending.
    package let sessions: [Day]
    /// One for each of ``sessions``; nil where the measure said nothing.
    package let values: [Double?]

    /// The number of sessions in a year of the calendar.
    private let sessionsPerYear: Double

    package init(sessions: [Day], values: [Double?], sessionsPerYear: Double) {
        self.sessions = sessions
        self.values = values
        self.sessionsPerYear = sessionsPerYear
    }

    /// The part of it between two days, both included.
    func span(from: Day, through to: Day) -> RuleHistory {
        let first = sessions.firstIndex(from: from)
        let range = first..<max(first, sessions.firstIndex(from: to.advanced(by: 1)))
        return RuleHistory(
            sessions: Array(sessions[range]), values: Array(values[range]), sessionsPerYear: sessionsPerYear)
    }

    /// The number of sessions with a value.
    package var evaluated: Int { values.count { $0 != nil } }

    package var years: Double { Double(evaluated) / sessionsPerYear }

    /// Fewer evaluations than ten years have sessions are too few to calibrate a budget on.
    package var minimumEvaluations: Int { Int((10 * sessionsPerYear).rounded(.up)) }

    /// The days on which the rule would have been in alarm at a threshold, among the evaluated ones.
    package func alarms(_ threshold: Threshold, consecutive: Int) -> [Bool] {
        var count = ConsecutiveCount()
        return values.compactMap { value in
            guard let value else { return nil }
            count.record(threshold.isBreached(by: value))
            return count.count >= consecutive
        }
    }
}

/// Alarm days that belong together.
package enum Episodes {
    /// Alarm days at most this many clear sessions apart are one episode.
    package static let clearGap = 10

    /// The number of episodes in a sequence of evaluated days.
    package static func count(_ alarms: [Bool]) -> Int {
        var episodes = 0
        var last: Int?
        for (index, alarm) in alarms.enumerated() where alarm {
            if last.map({ index - $0 - 1 > clearGap }) ?? true { episodes += 1 }
            last = index
        }
        return episodes
    }
}
