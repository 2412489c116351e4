import Core
package import TradingCalendar

/// A rule on one subject, ready to be evaluated at any session of the evidence.
package struct RuleEvaluator: Sendable {
    package let rule: CheckRule
    package let timeline: Timeline
    /// As it is before the first window.
    let evaluation: any WindowedEvaluation
    let span: WindowSpan
    private let champion: ChampionHistory?
    /// The values of all sessions, where they were computed once for many questions.
    private var past: Past?

    private struct Past {
        let history: RuleHistory
        /// One a session of the history.
        let ranges: [EvaluationRanges]
        let through: Day
    }

    /// - Returns: nil when the metric has no window, or the evidence lacks a column.
    package init?(rule: CheckRule, subject: CheckRule.Subject, evidence: Evidence) {
        guard let window = rule.window else { return nil }
        let asked = RuleSubject(rule: rule, subject: subject)
        let hasBaseline: Bool
        switch (rule.metric.method, evidence) {
        case (.sourceWindow(let make), .source(let source)):
            guard let made = make(source, asked) else { return nil }
            evaluation = made
            champion = source.champion
            hasBaseline = rule.metric.has(.baseline)
        case (.ledgerWindow(let make), .ledger(let ledger)):
            evaluation = make(ledger, asked)
            champion = nil
            hasBaseline = rule.isRelative && ledger.baselineScores == nil
        case (.source, _), (.ledger, _), (.sourceWindow, _), (.ledgerWindow, _): return nil
        }
        self.rule = rule
        timeline = evidence.timeline
        span = WindowSpan(length: window, baseline: hasBaseline ? rule.baseline : nil)
    }

    /// The rows of the window that ends at a session, and of its baseline; nil before the calendar has as many
    /// sessions, or the model a version.
    func ranges(at session: Day) -> EvaluationRanges? {
        span.ranges(at: session, in: timeline, champion: champion)
    }

    /// The value that the measure cannot pass at a session.
    func ceiling(at session: Day) -> Double? {
        var evaluation = evaluation
        return ranges(at: session).flatMap { evaluation.ceiling($0) }
    }

    /// The ranges of the sessions of a history, where they are known already.
    struct KnownRanges {
        fileprivate let ranges: [EvaluationRanges]
        fileprivate let first: Int

        subscript(_ place: Int) -> EvaluationRanges { ranges[first + place] }
    }

    func knownRanges(of history: RuleHistory) -> KnownRanges? {
        guard let past, let first = history.sessions.first, let last = history.sessions.last, last <= past.through
        else { return nil }
        return KnownRanges(ranges: past.ranges, first: past.history.sessions.firstIndex(from: first))
    }

    /// The same with the value of every session computed now, so that any span of them is there at once.
    package func cached() -> RuleEvaluator {
        guard let first = timeline.days.first else { return self }
        var evaluator = self
        evaluator.past = computed(from: first, through: timeline.asOfSession)
        return evaluator
    }

    /// The same with the values that another evaluator has computed; they must be the same.
    func sharing(_ other: RuleEvaluator) -> RuleEvaluator {
        var evaluator = self
        evaluator.past = other.past
        return evaluator
    }

    private var empty: RuleHistory {
        RuleHistory(sessions: [], values: [], sessionsPerYear: timeline.calendar.sessionsPerYear)
    }

    /// The rule's value on every evaluable session of the reference: by default all history before the window at
    /// `session`.
    package func history(before session: Day) -> RuleHistory {
        let calendar = timeline.calendar
        guard let first = timeline.days.first, let window = calendar.window(rule.window ?? 1, endingAt: session) else {
            return empty
        }
        let from = max(rule.reference?.from ?? first, first)
        let to = min(rule.reference?.to ?? window.first.advanced(by: -1), window.first.advanced(by: -1))
        return history(from: from, through: to)
    }

    /// The rule's values on sessions some steps apart, back to the first of the data or ten years before.
    /// - Parameter session: the end of the window that they lie before.
    func earlierValues(before session: Day) -> [Double] {
        let calendar = timeline.calendar
        guard let length = rule.window, let first = timeline.days.first,
            let window = calendar.window(length, endingAt: session)
        else { return [] }
        let step = max(1, length / 3)
        let maximum = Int(10 * calendar.sessionsPerYear) / step
        var sessions: [Day] = []
        while sessions.count < maximum,
            let end = calendar.session(-1 - sessions.count * step, from: window.first), end >= first
        {
            sessions.append(end)
        }
        var evaluation = evaluation
        return sessions.reversed().compactMap { session in
            guard let ranges = ranges(at: session), ranges.baselineFirst >= first, !looksAhead(ranges.window) else {
                return nil
            }
            return evaluation.value(ranges).flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// The rule's value on every session of a span whose window and baseline lie inside the data.
    package func history(from: Day, through to: Day) -> RuleHistory {
        if let past, to <= past.through { return past.history.span(from: from, through: to) }
        return computed(from: from, through: to).history
    }

    private func computed(from: Day, through to: Day) -> Past {
        let calendar = timeline.calendar
        guard let first = timeline.days.first, from <= to else { return Past(history: empty, ranges: [], through: to) }
        var all: [EvaluationRanges] = []
        var evaluation = evaluation
        var sessions: [Day] = []
        var values: [Double?] = []
        for position in calendar.firstPosition(from: from)..<calendar.firstPosition(from: to.advanced(by: 1)) {
            let session = calendar.sessions[position]
            guard let ranges = ranges(at: session), ranges.baselineFirst >= first, !looksAhead(ranges.window) else {
                continue
            }
            sessions.append(session)
            values.append(evaluation.value(ranges).flatMap { $0.isFinite ? $0 : nil })
            all.append(ranges)
        }
        let history = RuleHistory(sessions: sessions, values: values, sessionsPerYear: calendar.sessionsPerYear)
        return Past(history: history, ranges: all, through: to)
    }

    /// Beyond so many visits of rows, over all sessions, the alarms of a written threshold are not counted: they are
    /// shown beside a verdict, which they must not delay by more than seconds. A budget is calibrated whatever it
    /// takes.
    package static let maximumRowVisits = 200_000_000

    /// The number of rows that a history before a session visits.
    package func estimatedRowVisits(at session: Day) -> Int {
        guard let ranges = ranges(at: session), let first = timeline.days.first else { return 0 }
        return (ranges.rows.count + ranges.baseline.count) * timeline.calendar.count(from: first, through: session)
    }

    /// A fixed baseline that was not over when the window began: the rule could not have been in force then.
    private func looksAhead(_ window: SessionWindow) -> Bool {
        guard case .fixed(_, let to)? = span.baseline else { return false }
        return window.first <= to
    }
}
