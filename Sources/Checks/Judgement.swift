import Core

/// The verdict that a rule's limits give on a measurement, with the bound and the reason.
struct Judgement {
    /// The record of each limit on the history, by the verdict that it gives.
    typealias Backtests = [Verdict: RuleBacktest]

    let measurement: MeasuredValue
    private let rule: CheckRule
    private let backtests: Backtests
    private(set) var verdict = Verdict.ok
    /// The bound that was passed, or the first that could have been.
    private(set) var threshold: Double?
    private(set) var reason = ""
    /// nil where the value is not within every limit, and where that is enough.
    private(set) var reservation: Reservation?

    init(_ rule: CheckRule, _ measurement: MeasuredValue, backtests: Backtests) {
        self.rule = rule
        self.backtests = backtests
        var measurement = measurement.computable
        measurement.unit = rule.unit
        self.measurement = measurement
        judge()
    }

    /// The history that is worth showing: that of the verdict, or a calibrated one.
    var shownBacktest: RuleBacktest? {
        // Where a budget stands beside a written threshold, the calibrated one is what is worth knowing.
        let all = rule.limits.compactMap { backtests[$0.verdict] }
        return backtests[verdict] ?? all.first { $0.calibration != nil } ?? all.first
    }

    private mutating func settle(_ verdict: Verdict, at threshold: Double? = nil, because reason: String) {
        self.verdict = verdict
        self.threshold = threshold
        self.reason = reason
    }

    private mutating func judge() {
        // A wrong header is wrong without a row, too.
        if rule.metric.has(.findings), judgeFindings() { return }
        switch measurement.absence {
        case .noData(let reason): return settle(.noData, because: reason)
        case .failed(let reason): return settle(.error, because: reason)
        case .notEvaluable(let reason): return settle(.insufficientEvidence, because: reason)
        case nil: break
        }
        if rule.metric.has(.findings) { return settle(.ok, because: judgedWithoutFinding) }
        guard let value = measurement.value else { return settle(.noData, because: "there is no value") }
        if let sample = measurement.sample, let minimum = measurement.minimumSample, sample < minimum {
            return settle(
                .insufficientEvidence, at: firstBound,
                because: "\(sample.counted(rule.metric.sampleNoun)); \(rule.metric.name) needs \(minimum)\(refusals)")
        }
        if rule.judgesByEvidence, measurement.interval == nil {
            return settle(
                .insufficientEvidence, at: firstBound,
                because: "\(words(value)): too little varies, or too few rows, for an interval to judge by")
        }
        judge(value)
    }

    /// Finds the first limit that is breached, the worse first.
    private mutating func judge(_ value: Double) {
        var refusal: String?
        var undecided: Threshold?
        var isPast = false
        var unjudged: String?
        for (verdict, limit) in rule.limits {
            let bound: Threshold
            switch limit {
            case .threshold(let threshold): bound = threshold
            case .budget:
                let backtest = backtests[verdict]
                refusal = backtest?.refusal ?? backtest?.weakness ?? refusal
                guard let calibrated = backtest?.calibration?.threshold else { continue }
                bound = Threshold(rule.metric.worse, calibrated)
            case .pValue(let bound):
                guard let p = measurement.judgedPValue else {
                    unjudged = unjudged ?? measurement.reasonForNoPValue
                    continue
                }
                guard p < bound else {
                    unjudged = unjudged ?? blindness(to: bound)
                    continue
                }
                return settle(verdict, at: bound, because: "\(words(value)): \(shown(p)) is below \(bound.shortText)")
            case .findings: continue
            }
            if rule.judgesByEvidence, !isBeyondChance(value, from: bound) {
                undecided = undecided ?? bound
                isPast = isPast || bound.isBreached(by: value)
                continue
            }
            guard bound.isBreached(by: value) else { continue }
            return settle(verdict, at: bound.bound, because: breach(of: bound, by: value, verdict))
        }
        if let undecided {
            settle(.insufficientEvidence, at: undecided.bound, because: doubt(value, at: undecided))
            if !isPast { reservation = .chance }
        } else if let unjudged {
            settle(.insufficientEvidence, because: "\(words(value)): \(unjudged)")
        } else if let refusal {
            settle(.insufficientEvidence, because: refusal)
            if rule.limits.allSatisfy({ backtests[$0.verdict]?.refusal == nil }) { reservation = .lowPower }
        } else {
            settle(.ok, at: firstBound, because: calm(value))
        }
    }

    /// True if the value and its whole interval lie on one side of a bound.
    private func isBeyondChance(_ value: Double, from bound: Threshold) -> Bool {
        guard let interval = measurement.interval else { return false }
        return [interval.lowerBound, interval.upperBound].allSatisfy {
            $0 != bound.bound && bound.isBreached(by: $0) == bound.isBreached(by: value)
        }
    }

    /// - Returns: false where no finding is of a kind that a limit names.
    private mutating func judgeFindings() -> Bool {
        for (verdict, limit) in rule.limits {
            guard case .findings(let kinds) = limit else { continue }
            let matching = measurement.findings.filter { kinds.contains($0.kind) }
            guard !matching.isEmpty else { continue }
            settle(verdict, because: matching.map(\.message).joined(separator: "; "))
            return true
        }
        return false
    }

    private var judgedWithoutFinding: String {
        let rows = measurement.sample ?? 0
        let judged = rows == 0 ? "header (no row in the span)" : "header and \(rows.counted("row"))"
        let seen = measurement.findings.isEmpty ? "as the contract says" : "nothing that this check looks for"
        return "\(judged): \(seen)"
    }

    /// Rows of a ledger that cannot be used, and why the first; said where something is felt to be absent.
    private var refusals: String {
        let contents = measurement.contents
        guard let count = contents.rejections, let first = contents.firstRejections.first else { return "" }
        return "; \(count) refused, the first: \(first)"
    }

    // MARK: - Words

    private func words(_ value: Double) -> String {
        rule.metric.wording(
            Wording(
                metric: rule.metric.name, value: value, text: measurement.unit.text(value),
                sample: measurement.sample ?? 0, sampleNoun: rule.metric.sampleNoun, isRelative: rule.isRelative,
                benchmark: rule.skill?.benchmark.name))
    }

    private func breach(of threshold: Threshold, by value: Double, _ verdict: Verdict) -> String {
        var reason = "\(words(value)): \(threshold.side.rawValue) \(measurement.unit.text(threshold.bound))"
        if case .missingLabels = measurement.details { reason += refusals }
        if case .error(let details) = measurement.details, let share = details.perfectModelAlarmPercent, share > 5 {
            reason += "; a model without fault would be there on \(share.fixed(1)) % of days"
        }
        // A threshold that is hard to pass is passed all the same.
        if let weakness = backtests[verdict]?.weakness {
            reason += "; not to be past it would say little: \(weakness)"
        }
        if let days = backtests[verdict]?.alarmDaysPercent, days > 20 {
            reason += "; this rule was in alarm on \(days.fixed(1)) % of the days before, so it says little"
        }
        return reason
    }

    /// The bound lies inside the interval, so the value may be on either side of it.
    private func doubt(_ value: Double, at bound: Threshold) -> String {
        let unit = measurement.unit
        let place = "\(bound.isBreached(by: value) ? "" : "not ")\(bound.side.rawValue) \(unit.text(bound.bound))"
        let interval =
            measurement.interval.map { "\(unit.text($0.lowerBound)) to \(unit.text($0.upperBound))" } ?? ""
        return "\(words(value)): \(place), but this could be chance (95 % interval \(interval))"
    }

    private func calm(_ value: Double) -> String {
        let limit =
            switch rule.limits.last?.limit {
            case .threshold(let threshold):
                "not \(threshold.side.rawValue) \(measurement.unit.text(threshold.bound))"
            case .budget:
                """
                not \(rule.metric.worse.rawValue) the calibrated \(firstBound.map(measurement.unit.text) ?? "threshold")
                """
            case .pValue(let bound):
                "\(measurement.judgedPValue.map(shown) ?? "p = ?") is not below \(bound.shortText)"
            case .findings, nil: "as it should be"
            }
        return "\(words(value)): \(limit)"
    }

    private func shown(_ p: Double) -> String {
        let source = measurement.pValue == nil ? measurement.pValueSource : nil
        return "p = \(p.shortText)\(source.map { " (\($0.rawValue))" } ?? "")"
    }

    /// The reason why a p-value that nothing could be smaller than does not clear its limit.
    private func blindness(to bound: Double) -> String? {
        guard let least = measurement.leastPValue, let source = measurement.pValueSource,
            let alone = measurement.pValueAlone ?? measurement.judgedPValue, alone <= least, least >= bound
        else { return nil }
        return """
            p = \(least.shortText) is the smallest that its null (\(source.rawValue)) can give, so it cannot be below \
            \(bound.shortText)
            """
    }

    /// The bound that a calm value has not passed: of the milder limit.
    private var firstBound: Double? {
        guard let last = rule.limits.last else { return nil }
        switch last.limit {
        case .threshold(let threshold): return threshold.bound
        case .pValue(let bound): return bound
        case .budget:
            return backtests[last.verdict]?.calibration?.threshold
        case .findings: return nil
        }
    }
}

extension MeasuredValue {
    /// The same without what is not a number: no limit is above it and none below, so it would pass for ok.
    fileprivate var computable: MeasuredValue {
        var measurement = self
        if let value, !value.isFinite {
            measurement.value = nil
            measurement.absence =
                absence ?? .notEvaluable("it cannot be computed: a sum or a square is beyond what a number holds")
        }
        measurement.interval = interval.flatMap { $0.isFinite ? $0 : nil }
        measurement.pValue = pValue.flatMap { $0.isFinite ? $0 : nil }
        measurement.historyPValue = historyPValue.flatMap { $0.isFinite ? $0 : nil }
        return measurement
    }
}

extension ClosedRange<Double> {
    fileprivate var isFinite: Bool { lowerBound.isFinite && upperBound.isFinite }
}
