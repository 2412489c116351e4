package import Core
package import TradingCalendar

/// A rule's value on every session of a reference, exactly as it would have been measured then.
package struct RuleHistory: Sendable {
    /// Sessions whose window and baseline are complete, ascending.
    package let sessions: [Day]
    /// One for each of ``sessions``; nil where the measure said nothing.
    package let values: [Double?]

    /// The number of sessions in a year of the calendar.
    let sessionsPerYear: Double

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

    /// Fewer evaluations than a year has sessions are too few to calibrate a budget on.
    package var minimumEvaluations: Int { Int(sessionsPerYear.rounded(.up)) }

    /// The alerts that a threshold would have opened, and the days on which it was passed.
    package func walk(_ threshold: Threshold, _ hysteresis: AlertHysteresis) -> AlertWalk {
        var walk = AlertWalk(hysteresis)
        for case let value? in values { walk.see(value, past: threshold) }
        return walk
    }
}
