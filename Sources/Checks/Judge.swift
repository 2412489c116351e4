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
        _ subject: CheckRule.Subject, evidence: Evidence, deployment: String, depth: EvaluationDetail = .evidence
    ) -> CheckResult {
        let key = SeriesKey(deployment: deployment, check: rule.name, subject: rule.name(of: subject))
        var measurement =
            switch evidence {
            case .source(let source): DataChecks.measure(rule, subject, evidence: source, key: key, depth)
            case .ledger(let ledger): ModelChecks.measure(rule, subject, evidence: ledger, key: key, depth)
            }
        measurement.unit = rule.unit
        let costs = costs(subject, evidence: evidence, measurement: measurement, key: key, depth)
        return result(subject, measurement, costs)
    }

    /// The result where there is nothing to measure.
    package func absent(_ subject: CheckRule.Subject, _ absence: MeasuredValue.Absence) -> CheckResult {
        result(subject, MeasuredValue(absent: absence), [:])
    }

    /// Judges results of this rule again by p-values adjusted for their number.
    package func adjusting(_ results: [CheckResult]) -> [CheckResult] {
        let adjusted = benjaminiHochberg(results.compactMap(\.measurement.pValue))
        return zip(results, adjusted).map { result, p in
            var measurement = result.measurement
            measurement.pValueAlone = measurement.pValue
            measurement.pValue = p
            let judgement = judge(measurement, [:])
            return CheckResult(
                check: result.check, metric: result.metric, subject: result.subject, label: result.label,
                layer: result.layer, verdict: judgement.verdict, threshold: judgement.threshold,
                measurement: measurement, sampleNoun: result.sampleNoun, owner: result.owner,
                firstStep: result.firstStep,
                reason: judgement.reason + " (adjusted for \(results.count) tests)")
        }
    }

    /// The cost of each limit, by the verdict that it gives.
    private typealias Costs = [Verdict: RuleBacktest]

    private func costs(
        _ subject: CheckRule.Subject, evidence: Evidence, measurement: MeasuredValue, key: SeriesKey,
        _ depth: EvaluationDetail
    ) -> Costs {
        let limits = rule.limits.filter { depth == .evidence || $0.limit.isBudget }
        guard measurement.value != nil, !limits.isEmpty,
            let evaluator = evidence.evaluator(rule, subject)
        else { return [:] }
        return Dictionary(
            limits.map { verdict, limit in
                (verdict, RuleBacktest(evaluator, limit: limit, at: evidence.timeline.asOfSession, key: key))
            }
        ) { first, _ in first }
    }

    private func result(_ subject: CheckRule.Subject, _ measurement: MeasuredValue, _ costs: Costs) -> CheckResult {
        let judgement = judge(measurement, costs)
        let worst = rule.limits.compactMap { costs[$0.verdict] }
        // Where a budget stands beside a written threshold, the calibrated one is what is worth knowing.
        let shown = costs[judgement.verdict] ?? worst.first { $0.calibrated != nil } ?? worst.first
        return CheckResult(
            check: rule.name, metric: rule.metric.name, subject: rule.name(of: subject), label: rule.label(of: subject),
            layer: rule.metric.layer, verdict: judgement.verdict, threshold: judgement.threshold,
            calibratedThreshold: shown?.calibrated?.threshold, alarmsPerYear: shown?.alarmsPerYear,
            alarmDaysPercent: shown?.alarmDaysPercent, measurement: measurement,
            sampleNoun: rule.metric.sampleNoun, owner: rule.owner,
            firstStep: firstStep, reason: judgement.reason)
    }

    private struct Judgement {
        let verdict: Verdict
        var threshold: Double?
        let reason: String
    }

    private func judge(_ measurement: MeasuredValue, _ costs: Costs) -> Judgement {
        switch measurement.absence {
        case .noData(let reason): return Judgement(verdict: .noData, reason: reason)
        case .failed(let reason): return Judgement(verdict: .error, reason: reason)
        case .notEvaluable(let reason): return Judgement(verdict: .insufficientEvidence, reason: reason)
        case nil: break
        }
        if rule.metric.kind == .schema { return judgeFindings(measurement) }
        guard let value = measurement.value else { return Judgement(verdict: .noData, reason: "there is no value") }
        if let sample = measurement.sample, let least = measurement.minimumSample, sample < least {
            return Judgement(
                verdict: .insufficientEvidence, threshold: firstBound(costs),
                reason: "\(sample.counted(rule.metric.sampleNoun)); \(rule.metric.name) needs \(least)")
        }
        return judgeValue(value, measurement, costs)
    }

    private func judgeValue(_ value: Double, _ measurement: MeasuredValue, _ costs: Costs) -> Judgement {
        if rule.judgesByEvidence, measurement.judgedInterval == nil {
            return Judgement(
                verdict: .insufficientEvidence, threshold: firstBound(costs),
                reason: "\(words(value, measurement)): too little varies, or too few rows, for an interval to judge by")
        }
        var refused: String?
        var undecided: (bound: Double, verdict: Verdict)?
        for (verdict, limit) in rule.limits {
            switch limit {
            case .threshold(let threshold):
                guard threshold.isBreached(by: value) else { continue }
                if rule.judgesByEvidence, let interval = measurement.judgedInterval, interval.contains(threshold.bound)
                {
                    undecided = undecided ?? (threshold.bound, verdict)
                    continue
                }
                return breach(verdict, value, threshold, measurement, costs[verdict])
            case .budget:
                if let reason = costs[verdict]?.refusal {
                    refused = reason
                    continue
                }
                guard let bound = costs[verdict]?.calibrated?.threshold, value > bound else { continue }
                if rule.judgesByEvidence, let interval = measurement.judgedInterval, interval.contains(bound) {
                    undecided = undecided ?? (bound, verdict)
                    continue
                }
                return breach(verdict, value, Threshold(.above, bound), measurement, costs[verdict])
            case .pValue(let bound):
                guard let p = measurement.pValue, p < bound else { continue }
                return Judgement(
                    verdict: verdict, threshold: bound,
                    reason: "\(words(value, measurement)): p = \(p.shortText) is below \(bound.shortText)")
            case .findings: continue
            }
        }
        if let undecided {
            return Judgement(
                verdict: .insufficientEvidence, threshold: undecided.bound,
                reason:
                    "\(words(value, measurement)): past \(measurement.unit.text(undecided.bound)), but chance is not ruled out by the \(measurement.evidenceInterval == nil ? "95 % interval" : "one-sided 95 % bounds") \(interval(measurement))"
            )
        }
        if let refused { return Judgement(verdict: .insufficientEvidence, reason: refused) }
        let bound = firstBound(costs)
        return Judgement(verdict: .ok, threshold: bound, reason: calm(value, bound, measurement))
    }

    private func breach(
        _ verdict: Verdict, _ value: Double, _ threshold: Threshold, _ measurement: MeasuredValue, _ cost: RuleBacktest?
    ) -> Judgement {
        var reason =
            "\(words(value, measurement)): \(threshold.side.rawValue) \(measurement.unit.text(threshold.bound))"
        if case .error(let details) = measurement.details, let share = details.perfectModelAlarmPercent, share > 5 {
            reason += "; a model without fault would be there on \(share.fixed(1)) % of days"
        }
        if let days = cost?.alarmDaysPercent, days > 20 {
            reason += "; this rule was in alarm on \(days.fixed(1)) % of the days before, so it says little"
        }
        return Judgement(verdict: verdict, threshold: threshold.bound, reason: reason)
    }

    private func calm(_ value: Double, _ bound: Double?, _ measurement: MeasuredValue) -> String {
        let limit =
            switch rule.limits.last?.limit {
            case .threshold(let threshold):
                "not \(threshold.side.rawValue) \(measurement.unit.text(bound ?? threshold.bound))"
            case .budget: "not above the calibrated \(bound.map(measurement.unit.text) ?? "threshold")"
            case .pValue(let bound): "p = \(measurement.pValue?.shortText ?? "?") is not below \(bound.shortText)"
            case .findings, nil: "as it should be"
            }
        return "\(words(value, measurement)): \(limit)"
    }

    private func words(_ value: Double, _ measurement: MeasuredValue) -> String {
        let text = measurement.unit.text(value)
        let sample = measurement.sample ?? 0
        return switch rule.metric.kind {
        case .nullPercent: "\(text) of \(sample) cells are null"
        case .sessionsBehind: "\(text) session\(value == 1 ? "" : "s") behind"
        case .relation: "the slope moved by \(text)"
        case .drift, .schema, .importanceShift: "\(rule.metric.name) \(text) on \(sample.counted("row"))"
        case .error where rule.isRelative:
            "\(rule.metric.name) is \(text) against its baseline, on \(sample.counted("pair"))"
        case .error: "\(rule.metric.name) \(text) on \(sample.counted("pair"))"
        case .hitRate: "\(text) of \(sample.counted("prediction")) had the label's sign"
        case .calibration: "\(text) standard errors from what was forecast, on \(sample.counted("pair"))"
        case .estimate: "\(rule.metric.name) \(text) on \(sample.counted("prediction"))"
        case .missingLabels: "\(text) of \(sample.counted("label")) missing"
        case .decisionAccuracy: "\(text) of \(sample.counted("decision")) right"
        case .money(.captured): "\(text) of perfect's value over \(sample.counted("decision"))"
        case .money: "\(rule.metric.name) \(text) over \(sample.counted("decision"))"
        }
    }

    private func interval(_ measurement: MeasuredValue) -> String {
        measurement.judgedInterval.map {
            "[\(measurement.unit.text($0.lowerBound)), \(measurement.unit.text($0.upperBound))]"
        } ?? ""
    }

    /// The bound that a calm value has not passed: of the milder limit.
    private func firstBound(_ costs: Costs) -> Double? {
        let cost = rule.limits.last.flatMap { costs[$0.verdict] }
        return switch rule.limits.last?.limit {
        case .threshold(let threshold): threshold.bound
        case .pValue(let bound): bound
        case .budget: cost?.refusal == nil ? cost?.calibrated?.threshold : nil
        case .findings, nil: nil
        }
    }

    private func judgeFindings(_ measurement: MeasuredValue) -> Judgement {
        for (verdict, limit) in rule.limits {
            guard case .findings(let kinds) = limit else { continue }
            let matching = measurement.findings.filter { kinds.contains($0.kind) }
            guard !matching.isEmpty else { continue }
            return Judgement(verdict: verdict, reason: matching.map(\.message).joined(separator: "; "))
        }
        let rows = measurement.sample ?? 0
        let judged = rows == 0 ? "header (no row in the span)" : "header and \(rows) row\(rows == 1 ? "" : "s")"
        let seen = measurement.findings.isEmpty ? "as the contract says" : "nothing that this check looks for"
        return Judgement(verdict: .ok, reason: "\(judged): \(seen)")
    }
}
