import Core
package import Statistics
package import TradingCalendar

/// A rule on one subject, ready to be evaluated at any session of the evidence.
package struct RuleEvaluator: Sendable {
    package let rule: CheckRule
    package let subject: CheckRule.Subject
    package let timeline: Timeline
    /// As it is before the first window.
    private let evaluation: any WindowedEvaluation
    private let champion: ChampionHistory?
    /// Whether values depend on a span of rows before the window.
    private let hasBaselineSpan: Bool
    /// The values of all sessions, where they were computed once for many questions.
    private var past: RuleHistory?

    /// - Returns: nil when the metric has no window, or the evidence lacks what it needs.
    package init?(rule: CheckRule, subject: CheckRule.Subject, evidence: Evidence) {
        guard rule.window != nil, let evaluation = evidence.evaluation(rule, subject) else { return nil }
        self.rule = rule
        self.subject = subject
        self.evaluation = evaluation
        timeline = evidence.timeline
        switch evidence {
        case .source(let source):
            champion = source.champion
            hasBaselineSpan = rule.metric.hasBaseline
        case .ledger(let ledger):
            champion = nil
            hasBaselineSpan = rule.isRelative && ledger.baselineScores == nil
        }
    }

    /// The rows of the window that ends at a session, and of its baseline; nil before the calendar has as many sessions, or the
    /// model a version.
    func ranges(at session: Day) -> EvaluationRanges? {
        let calendar = timeline.calendar
        guard let window = calendar.window(rule.window ?? 1, endingAt: session), window.count == rule.window else {
            return nil
        }
        let rows = timeline.rows(of: window)
        func ranges(_ baseline: Range<Int>, from first: Day) -> EvaluationRanges {
            EvaluationRanges(window: window, rows: rows, baseline: baseline, baselineFirst: first)
        }
        guard hasBaselineSpan else { return ranges(rows, from: window.first) }
        switch rule.baseline {
        case .before(let sessions):
            guard let before = calendar.window(sessions, before: window), before.count == sessions else { return nil }
            return ranges(timeline.rows(of: before), from: before.first)
        case .fixed(let from, let to):
            return ranges(timeline.rows(from: from, through: to), from: window.first)
        case .champion:
            guard let version = champion?.version(at: session) else { return nil }
            return ranges(timeline.rows(from: version.first, through: version.last), from: version.first)
        }
    }

    /// What the measure cannot pass at a session.
    func ceiling(at session: Day) -> Double? {
        var evaluation = evaluation
        return ranges(at: session).flatMap { evaluation.ceiling($0) }
    }

    /// The same with the value of every session computed now, so that any span of them is there at once.
    func cached() -> RuleEvaluator {
        guard let first = timeline.days.first else { return self }
        var evaluator = self
        evaluator.past = history(from: first, through: timeline.asOfSession)
        return evaluator
    }

    private var empty: RuleHistory {
        RuleHistory(sessions: [], values: [], sessionsPerYear: timeline.calendar.sessionsPerYear)
    }

    /// The rule's value on every evaluable session of the reference: by default all history before the window at `session`.
    package func history(before session: Day) -> RuleHistory {
        let calendar = timeline.calendar
        guard let first = timeline.days.first, let window = calendar.window(rule.window ?? 1, endingAt: session) else {
            return empty
        }
        let from = max(rule.reference?.from ?? first, first)
        let to = min(rule.reference?.to ?? window.first.advanced(by: -1), window.first.advanced(by: -1))
        return history(from: from, through: to)
    }

    /// The rule's value on every session of a span whose window and baseline lie inside the data.
    package func history(from: Day, through to: Day) -> RuleHistory {
        let calendar = timeline.calendar
        guard let first = timeline.days.first, from <= to else { return empty }
        if let past { return past.span(from: from, through: to) }
        var evaluation = evaluation
        var sessions: [Day] = []
        var values: [Double?] = []
        for position in calendar.firstPosition(from: from)..<calendar.firstPosition(from: to.advanced(by: 1)) {
            let session = calendar.sessions[position]
            guard let ranges = ranges(at: session), ranges.baselineFirst >= first, !looksAhead(ranges.window) else {
                continue
            }
            sessions.append(session)
            values.append(evaluation.value(ranges))
        }
        return RuleHistory(sessions: sessions, values: values, sessionsPerYear: calendar.sessionsPerYear)
    }

    /// Rows visited, over all sessions, beyond which the alarms of a written threshold are not counted: they are told beside
    /// a verdict, which they must not delay by more than seconds. A budget is calibrated whatever it takes.
    package static let maximumRowVisits = 200_000_000

    /// How many rows a history before a session visits.
    package func estimatedRowVisits(at session: Day) -> Int {
        guard let ranges = ranges(at: session), let first = timeline.days.first else { return 0 }
        return (ranges.rows.count + ranges.baseline.count) * timeline.calendar.count(from: first, through: session)
    }

    /// Whether a fixed baseline was not over yet when the window began: the rule could not have been in force then.
    private func looksAhead(_ window: SessionWindow) -> Bool {
        guard hasBaselineSpan, case .fixed(_, let to) = rule.baseline else { return false }
        return window.first <= to
    }

    package static let plantedTrials = 100

    /// In what share of seeded trials a shift of two standard deviations, planted at a random session of the history, passes
    /// the threshold within one window; nil where no shift can be planted.
    package func plantedShiftDetection(
        history: RuleHistory, threshold: Double, generator: inout SplitMix64
    ) -> Double? {
        var evaluation = evaluation
        guard evaluation.canPlant, let length = rule.window, history.sessions.count > length else { return nil }
        let size = evaluation.plantedSize(history: history.values.compactMap { $0 })
        var caught = 0
        for _ in 0..<RuleEvaluator.plantedTrials {
            let start = generator.index(below: history.sessions.count - length)
            let onset = timeline.days.firstIndex(from: history.sessions[start])
            var count = ConsecutiveCount()
            for session in history.sessions[start..<start + length] {
                guard let ranges = ranges(at: session) else { continue }
                let value = evaluation.planted(ranges, onset: onset, size: size)
                count.record(value.map { $0 > threshold })
                if count.count >= rule.consecutive {
                    caught += 1
                    break
                }
            }
        }
        return Double(caught) / Double(RuleEvaluator.plantedTrials)
    }
}
