package import Core
import Statistics
import TradingCalendar

/// Turns a measurement into a verdict, with its reason in words.
package struct Judge: Sendable {
    package let rule: CheckRule
    /// The first step of the rule's runbook.
    package let firstStep: String

    package init(rule: CheckRule, firstStep: String) {
        self.rule = rule
        self.firstStep = firstStep
    }

    /// Measures and judges one subject.
    package func result(
        _ subject: CheckRule.Subject, evidence: Evidence, deployment: String, detail: EvaluationDetail = .evidence
    ) -> CheckResult {
        var context = EvaluationContext(
            rule: rule, subject: subject, evidence: evidence, deployment: deployment, detail: detail)
        let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence)
        let measurement = measured(context, evaluator)
        let backtests = measurement.value == nil ? [:] : backtests(context, evaluator)
        let found = result(subject, Judgement(rule, measurement, backtests: backtests))
        let lacksChance = rule.metric.has(.pValue) && !context.wantsChance
        guard detail == .report, found.verdict != .ok, lacksChance || measurement.omitsInterval else { return found }
        context.detail = .evidence
        return result(subject, Judgement(rule, measured(context, evaluator), backtests: backtests))
    }

    /// The result where there is nothing to measure.
    package func absent(_ subject: CheckRule.Subject, _ absence: MeasuredValue.Absence) -> CheckResult {
        result(subject, Judgement(rule, MeasuredValue(absent: absence), backtests: [:]))
    }

    /// Judges results of this rule again by p-values adjusted for their number.
    package func adjusting(_ results: [CheckResult]) -> [CheckResult] {
        let adjusted = benjaminiHochberg(results.compactMap(\.measurement.judgedPValue))
        return zip(results, adjusted).map { result, p in
            var measurement = result.measurement
            measurement.adjustPValue(to: p)
            let judgement = Judgement(rule, measurement, backtests: [:])
            return CheckResult(
                check: result.check, metric: result.metric, subject: result.subject, label: result.label,
                layer: result.layer, verdict: judgement.verdict, threshold: judgement.threshold,
                measurement: judgement.measurement, sampleNoun: result.sampleNoun, owner: result.owner,
                firstStep: result.firstStep, reason: judgement.reason + " (adjusted for \(results.count) tests)")
        }
    }

    /// The record of the limits on the history: those that the verdict needs, or all that are shown beside it.
    func backtests(_ context: EvaluationContext, _ live: RuleEvaluator?) -> Judgement.Backtests {
        let limits = rule.limits.filter { context.detail >= .report || $0.limit.isBudget }
        guard !limits.isEmpty, let live else { return [:] }
        var evaluator = live
        switch context.evidence {
        case .source(let source):
            evaluator = source.memory?.evaluator(for: context.subject, of: rule) ?? live
        case .ledger(let ledger):
            // Its measures also look at all pairs that are known, not at windows alone.
            if ledger.isComplete, let known = ledger.memory?.evaluator(for: context.subject, of: rule) {
                evaluator = live.sharing(known)
            }
        }
        let session = context.evidence.timeline.asOfSession
        return Dictionary(
            limits.map {
                (
                    $0.verdict,
                    RuleBacktest(
                        evaluator, limit: $0.limit, at: session, key: context.key,
                        needsPower: context.detail >= .report)
                )
            }
        ) { first, _ in first }
    }

    private func result(_ subject: CheckRule.Subject, _ judgement: Judgement) -> CheckResult {
        let shown = judgement.shownBacktest
        var result = CheckResult(
            check: rule.name, metric: rule.metric.name, subject: rule.name(of: subject), label: rule.label(of: subject),
            layer: rule.metric.layer, verdict: judgement.verdict, threshold: judgement.threshold,
            calibration: shown?.calibration, alarmsPerYear: shown?.alertsPerYear,
            alarmDaysPercent: shown?.alarmDaysPercent, measurement: judgement.measurement,
            sampleNoun: rule.metric.sampleNoun, owner: rule.owner, firstStep: firstStep, reason: judgement.reason)
        result.reservation = judgement.reservation
        return result
    }
}
