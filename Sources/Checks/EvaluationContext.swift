import Core
import TradingCalendar

/// One question to the evidence: a rule on one of its subjects, and how much of the answer is wanted.
struct EvaluationContext {
    let rule: CheckRule
    let subject: CheckRule.Subject
    let evidence: Evidence
    /// Seeds simulated and resampled figures.
    let key: SeriesKey
    var detail: EvaluationDetail

    init(
        rule: CheckRule, subject: CheckRule.Subject, evidence: Evidence, deployment: String, detail: EvaluationDetail
    ) {
        self.rule = rule
        self.subject = subject
        self.evidence = evidence
        key = SeriesKey(deployment: deployment, check: rule.name, subject: rule.name(of: subject))
        self.detail = detail
    }

    /// True if the figures of chance are wanted: the p-value, and the value without change.
    var wantsChance: Bool { detail == .evidence || rule.isJudgedByPValue }

    /// True if an interval is wanted.
    var wantsInterval: Bool { detail >= .report || rule.judgesByEvidence }

    /// Measures the subject.
    /// - Parameter evaluator: of the same rule and subject; nil where the metric has no history, or a column is
    ///   missing.
    func measured(by evaluator: RuleEvaluator?) -> MeasuredValue {
        switch (rule.metric.method, evidence) {
        case (.source(let measure), .source(let source)): measure(source, self)
        case (.ledger(let measure), .ledger(let ledger)): measure(ledger, self)
        case (.sourceWindow, .source(let source)): measured(source, evaluator)
        case (.ledgerWindow, .ledger(let ledger)): measured(ledger, evaluator)
        case (.source, .ledger), (.sourceWindow, .ledger), (.ledger, .source), (.ledgerWindow, .source):
            MeasuredValue(absent: .failed("\(rule.metric.name) cannot be measured on this evidence"))
        }
    }

    private func measured(_ source: SourceEvidence, _ evaluator: RuleEvaluator?) -> MeasuredValue {
        let timeline = source.timeline
        guard let evaluator else {
            let window = timeline.calendar.window(rule.window ?? 1, endingAt: timeline.asOfSession)
            return MeasuredValue(
                absent: .noData("the source has no column \"\(rule.name(of: subject))\""), sample: 0, window: window)
        }
        guard let ranges = evaluator.ranges(at: timeline.asOfSession) else {
            let why =
                rule.baseline == .champion && rule.metric.has(.baseline)
                ? "the model has no version yet, so there is no champion to compare with"
                : "the calendar \(timeline.calendar.name) begins too late for this window and its baseline"
            return MeasuredValue(absent: .noData(why))
        }
        var evaluation = evaluator.evaluation
        var measurement = evaluation.measured(ranges, in: self)
        if rule.metric.has(.baseline) {
            measurement.baselineSpan = BaselineSpan(source.baselineDays(ranges.baseline, by: rule.baseline))
        }
        let last = ranges.rows.reversed().prefix { timeline.days[$0] == ranges.window.last }
        measurement.observesLastSession = last.contains { evaluation.hasValue($0) }
        measurement.contents.absentSessions = ranges.window.count - Set(timeline.days[ranges.rows]).count
        return measurement
    }

    private func measured(_ ledger: LedgerEvidence, _ evaluator: RuleEvaluator?) -> MeasuredValue {
        let timeline = ledger.timeline
        guard let evaluator, let ranges = evaluator.ranges(at: timeline.asOfSession) else {
            let name = timeline.calendar.name
            return MeasuredValue(
                absent: .noData("the calendar \(name) begins too late for a window of \(rule.window ?? 0) sessions"))
        }
        guard !ranges.rows.isEmpty else {
            var measurement = MeasuredValue(
                absent: .noData(ledger.reasonForNoLabel(in: ranges.window)), sample: 0, window: ranges.window)
            ledger.addRejections(to: &measurement)
            return measurement
        }
        var evaluation = evaluator.evaluation
        var measurement = evaluation.measured(ranges, in: self)
        measurement.observesLastSession = timeline.days.last == ranges.window.last
        if rule.isRelative, ledger.baselineScores == nil {
            measurement.baselineSpan = BaselineSpan(timeline.days[ranges.baseline])
        }
        measurement.contents.labels = ledger.ledger.counts(ledger.entries(of: ranges.window))
        ledger.addRejections(to: &measurement)
        return measurement
    }
}
