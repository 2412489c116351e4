import Core
package import Statistics
package import TradingCalendar

/// A rule on one subject, ready to be evaluated at any session of the evidence.
package struct RuleEvaluator: Sendable {
    package let rule: CheckRule
    package let subject: CheckRule.Subject
    package let evidence: SourceEvidence
    private let series: [TransformedSeries]

    /// - Returns: nil when the metric has no window, or the source lacks a column.
    package init?(rule: CheckRule, subject: CheckRule.Subject, evidence: SourceEvidence) {
        guard rule.window != nil else { return nil }
        let wanted: [CheckRule.Series] =
            switch subject {
            case .source: []
            case .series(let series): [series]
            case .pair(let y, let x): [y, x]
            }
        let series = wanted.compactMap { evidence.series($0) }
        guard series.count == wanted.count else { return nil }
        self.rule = rule
        self.subject = subject
        self.evidence = evidence
        self.series = series
    }

    func driftEvaluation(_ measure: DriftMeasure) -> DriftEvaluation {
        DriftEvaluation(measure: measure, series: series[0], missingAsBin: rule.missingAsBin)
    }

    var relationEvaluation: RelationEvaluation { RelationEvaluation(y: series[0], x: series[1]) }
    var nullEvaluation: NullPercentEvaluation { NullPercentEvaluation(series: series[0]) }

    private func evaluation() -> any WindowedEvaluation {
        switch rule.metric.kind {
        case .drift(let measure): driftEvaluation(measure)
        case .relation: relationEvaluation
        case .nullPercent, .schema, .sessionsBehind: nullEvaluation
        }
    }

    /// The rows of the window that ends at a session, and of its baseline; nil before the calendar has as many sessions.
    func ranges(at session: Day) -> (window: SessionWindow, rows: Range<Int>, baseline: Range<Int>, baselineFirst: Day)?
    {
        let calendar = evidence.calendar
        guard let window = calendar.window(rule.window ?? 1, endingAt: session), window.count == rule.window else {
            return nil
        }
        let rows = evidence.rows(of: window)
        guard rule.metric.hasBaseline else { return (window, rows, rows, window.first) }
        switch rule.baseline {
        case .before(let sessions):
            guard let before = calendar.window(sessions, before: window), before.count == sessions else { return nil }
            return (window, rows, evidence.rows(of: before), before.first)
        case .fixed(let from, let to):
            return (window, rows, evidence.rows(from: from, through: to), window.first)
        }
    }

    /// The rule's value on every evaluable session of the reference: by default all history before the window at `session`.
    package func history(before session: Day) -> RuleHistory {
        let calendar = evidence.calendar
        guard let first = evidence.days.first, let window = calendar.window(rule.window ?? 1, endingAt: session) else {
            return RuleHistory(sessions: [], values: [])
        }
        let from = max(rule.reference?.from ?? first, first)
        let to = min(rule.reference?.to ?? window.first.advanced(by: -1), window.first.advanced(by: -1))
        return history(from: from, through: to)
    }

    /// The rule's value on every session of a span whose window and baseline lie inside the data.
    package func history(from: Day, through to: Day) -> RuleHistory {
        let calendar = evidence.calendar
        guard let first = evidence.days.first, from <= to else { return RuleHistory(sessions: [], values: []) }
        var evaluation = evaluation()
        var sessions: [Day] = []
        var values: [Double?] = []
        for position in calendar.firstPosition(from: from)..<calendar.firstPosition(from: to.advanced(by: 1)) {
            let session = calendar.sessions[position]
            guard let ranges = ranges(at: session), ranges.baselineFirst >= first, !looksAhead(ranges.window) else {
                continue
            }
            sessions.append(session)
            values.append(evaluation.value(window: ranges.rows, baseline: ranges.baseline))
        }
        return RuleHistory(sessions: sessions, values: values)
    }

    /// Rows visited, over all sessions, beyond which the alarms of a written threshold are not counted: they are told beside
    /// a verdict, which they must not delay by more than seconds. A budget is calibrated whatever it takes.
    package static let mostWork = 200_000_000

    /// How many rows a history before a session visits.
    package func work(at session: Day) -> Int {
        guard let ranges = ranges(at: session), let first = evidence.days.first else { return 0 }
        return (ranges.rows.count + ranges.baseline.count) * evidence.calendar.count(from: first, through: session)
    }

    /// Whether a fixed baseline was not over yet when the window began: the rule could not have been in force then.
    private func looksAhead(_ window: SessionWindow) -> Bool {
        guard rule.metric.hasBaseline, case .fixed(_, let to) = rule.baseline else { return false }
        return window.first <= to
    }

    package static let plantedTrials = 100

    /// In what share of seeded trials a shift of two standard deviations, planted at a random session of the history, passes
    /// the threshold within one window; nil where no shift can be planted.
    package func plantedShiftDetection(
        history: RuleHistory, threshold: Double, generator: inout SplitMix64
    ) -> Double? {
        var evaluation = evaluation()
        guard evaluation.canPlant, let length = rule.window, history.sessions.count > length else { return nil }
        let size = evaluation.plantedSize(history: history.values.compactMap { $0 })
        var caught = 0
        for _ in 0..<RuleEvaluator.plantedTrials {
            let start = generator.index(below: history.sessions.count - length)
            let onset = evidence.days.firstIndex(from: history.sessions[start])
            var count = ConsecutiveCount()
            for session in history.sessions[start..<start + length] {
                guard let ranges = ranges(at: session) else { continue }
                let value = evaluation.planted(window: ranges.rows, baseline: ranges.baseline, onset: onset, size: size)
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
