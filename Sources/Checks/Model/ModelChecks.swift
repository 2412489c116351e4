import Core
import Statistics
import TradingCalendar

/// The checks of the model layer: what a rule measures of predictions and labels, from the evidence alone.
enum ModelChecks {
    /// - Parameter key: seeds simulated and resampled figures.
    static func measure(
        _ rule: CheckRule, _ subject: CheckRule.Subject, evidence: LedgerEvidence, key: SeriesKey,
        _ depth: EvaluationDetail
    ) -> MeasuredValue {
        switch rule.metric.kind {
        case .importanceShift: return importanceShift(rule, evidence)
        case .missingLabels: return missingLabels(rule, evidence)
        case .estimate: return estimate(rule, evidence)
        default: break
        }
        guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: .ledger(evidence)),
            let ranges = evaluator.ranges(at: evidence.timeline.asOfSession)
        else {
            return MeasuredValue(
                absent: .noData(
                    "the calendar \(evidence.timeline.calendar.name) begins too late for a window of \(rule.window ?? 0) sessions"
                ))
        }
        guard !ranges.rows.isEmpty else {
            return MeasuredValue(absent: .noData(nothing(ranges.window, evidence)), sample: 0, window: ranges.window)
        }
        var measurement =
            switch rule.metric.kind {
            case .error(let error): self.error(error, rule, evidence, ranges, key, depth)
            case .hitRate: hitRate(evidence, ranges)
            case .calibration: calibration(subject.forecastPart ?? .probabilityUp, evidence, ranges, key, depth)
            default: BusinessChecks.measure(rule, evidence, ranges, key, depth)
            }
        measurement.observesLastSession = evidence.timeline.days.last == ranges.window.last
        measurement.contents.labels = LabelCounts(evidence.entries(of: ranges.window))
        if !evidence.ledger.rejections.isEmpty {
            measurement.contents.rejections = evidence.ledger.rejections.count
        }
        return measurement
    }

    /// Where no label came true, and what there is.
    private static func nothing(_ window: SessionWindow, _ evidence: LedgerEvidence) -> String {
        if let reason = evidence.reasonForNoPredictions { return reason }
        let known =
            evidence.timeline.days.first.flatMap { first in
                evidence.timeline.days.last.map { "; labels are known from \(first) to \($0)" }
            } ?? "; no label of a prediction is known"
        return "no prediction whose label lies in the window (\(window.first) … \(window.last)) has one\(known)"
    }

    // MARK: - Errors

    private static func error(
        _ error: ForecastError, _ rule: CheckRule, _ evidence: LedgerEvidence, _ ranges: EvaluationRanges,
        _ key: SeriesKey, _ depth: EvaluationDetail
    ) -> MeasuredValue {
        let evaluation = ErrorEvaluation(evidence, error, isRelative: rule.isRelative)
        let errors = evaluation.present(ranges.rows)
        guard !errors.isEmpty else {
            return MeasuredValue(
                absent: .noData("no prediction in the window has a σ, which \(error.rawValue) divides by"), sample: 0,
                window: ranges.window)
        }
        var measurement = MeasuredValue(sample: errors.count, window: ranges.window)
        measurement.minimumSample = ForecastError.minimumPairs
        var details = ErrorDetails()
        let plain = error.measure(errors)
        var scale: (Double) -> Double = { $0 }
        if rule.isRelative {
            details.baseline = baseline(&measurement, evaluation, evidence, ranges)
            measurement.details = .error(details)
            guard let score = details.baseline?.score else { return measurement }
            scale = { 100 * ($0 / score - 1) }
            details.score = plain
        }
        measurement.value = scale(plain)
        measurement.details = .error(details)
        guard errors.count >= ForecastError.minimumPairs else { return measurement }
        if depth == .evidence || rule.judgesByEvidence {
            details.oneSided95 = intervals(&measurement, error, errors, key, ranges.window.last, scale)
        }
        details.perfectModelAlarmPercent = rule.perfectModelAlarmPercent(rows: errors.count)
        measurement.details = .error(details)
        return measurement
    }

    private static func baseline(
        _ measurement: inout MeasuredValue, _ evaluation: ErrorEvaluation, _ evidence: LedgerEvidence,
        _ ranges: EvaluationRanges
    ) -> ErrorDetails.Baseline {
        let score = evaluation.baselineScore(ranges)
        guard evidence.baselineScores != nil else {
            let sample = evaluation.present(ranges.baseline).count
            measurement.baseline = pairsDigest(evidence.pairs[ranges.baseline])
            if score == nil {
                measurement.absence = .notEvaluable(
                    "the baseline has \(sample) pairs; \(ForecastError.minimumPairs) are needed, with errors above 0"
                )
            }
            return .init(score: score, sample: sample)
        }
        let version = evidence.baseline(at: ranges.window.last)
        measurement.baseline = score == nil ? nil : version?.digest
        if score == nil {
            measurement.absence = .notEvaluable(
                "the version that serves has no gated artifact to compare with: too few labelled rows for a holdout")
        }
        return .init(score: score, sample: version?.rows)
    }

    /// Names a ledger's baseline by what is in it.
    private static func pairsDigest(_ pairs: ArraySlice<LedgerEvidence.Pair>) -> Digest {
        var text = ""
        for pair in pairs {
            let sigma = pair.prediction.sigma.map { "\($0)" } ?? ""
            text += "\(pair.prediction.id),\(pair.prediction.mean),\(sigma),\(pair.label.label)\n"
        }
        return Digest.sha256(text)
    }

    /// - Returns: the one-sided bounds, where there are such.
    private static func intervals(
        _ measurement: inout MeasuredValue, _ error: ForecastError, _ errors: [Double], _ key: SeriesKey, _ end: Day,
        _ scale: (Double) -> Double
    ) -> ClosedRange<Double>? {
        var generator = key.generator(windowEnd: end, purpose: Metric.errorBootstrap)
        switch error {
        case .mae, .bias:
            let sums = CircularSums(error == .mae ? errors.map { abs($0) } : errors)
            let figures = CircularBlockBootstrap.figures(rows: errors.count, generator: &generator) { starts in
                sums.resample(starts) / Double(errors.count)
            }
            measurement.interval = CircularBlockBootstrap.percentileInterval(figures).map {
                scale($0.lowerBound)...scale($0.upperBound)
            }
            return nil
        case .rmse, .scaledRmse:
            guard let found = MeanSquareInterval(errors: errors, generator: &generator) else { return nil }
            measurement.interval = scale(found.interval.lowerBound)...scale(found.interval.upperBound)
            let oneSided = scale(found.lowerBound)...scale(found.upperBound)
            if error == .scaledRmse { measurement.evidenceInterval = oneSided }
            return oneSided
        }
    }

    // MARK: - What needs no pair

    private static func missingLabels(_ rule: CheckRule, _ evidence: LedgerEvidence) -> MeasuredValue {
        let timeline = evidence.timeline
        guard let window = timeline.calendar.window(rule.window ?? 1, endingAt: timeline.asOfSession) else {
            return MeasuredValue(absent: .noData("the calendar has no session yet"))
        }
        let entries = evidence.entries(of: window)
        guard !entries.isEmpty else {
            return MeasuredValue(
                absent: .noData(
                    evidence.reasonForNoPredictions
                        ?? "no prediction's label lies in the window (\(window.first) … \(window.last))"),
                sample: 0,
                window: window)
        }
        let missing = entries.filter { $0.state == .missing }
        var measurement = MeasuredValue(value: Double(missing.count), sample: entries.count, window: window)
        measurement.contents.labels = LabelCounts(entries)
        measurement.contents.rejections = evidence.ledger.rejections.count
        measurement.details = .missingLabels(
            MissingLabelDetails(
                labelsOfAll: LabelCounts(evidence.ledger.entries),
                sessionsWithoutPrediction: window.count - Set(entries.map(\.prediction.labelSession)).count,
                missingSessions: missing.suffix(10).map(\.prediction.labelSession),
                labelsWithoutPrediction: evidence.ledger.labelsWithoutPrediction,
                firstRejections: Array(evidence.ledger.rejections.prefix(5))))
        return measurement
    }

    /// Whether a prediction was made at the last session.
    private static func hasPrediction(_ evidence: LedgerEvidence) -> Bool {
        evidence.ledger.entries.last { $0.prediction.session == evidence.timeline.asOfSession } != nil
    }

    private static func estimate(_ rule: CheckRule, _ evidence: LedgerEvidence) -> MeasuredValue {
        switch evidence.estimates[rule.name] {
        case nil:
            return MeasuredValue(
                absent: .notEvaluable(
                    "an estimate needs the model's holdout, and a ledger has only what the model said"))
        case .absent(let absence, let window, let rows):
            return MeasuredValue(absent: absence, sample: rows, window: window)
        case .estimate(let now, let past, let withoutEstimate):
            var measurement = MeasuredValue(value: now.value, sample: now.rows, window: now.window)
            measurement.observesLastSession = hasPrediction(evidence)
            measurement.minimumSample = ScoreEstimate.minimumRows
            measurement.interval = now.band
            let trust = ScoreEstimate.trust(past)
            measurement.details = .estimate(
                EstimateDetails(
                    realised: now.realised, realisedSample: now.realisedRows, trust: trust, past: past,
                    windowsWithoutEstimate: withoutEstimate))
            if trust.isTrusted == false {
                measurement.absence = .notEvaluable(
                    "the estimate is not trusted: what was realised lay outside its band in \(trust.missed) of \(trust.windows) earlier windows"
                )
            }
            return measurement
        }
    }

    static let importanceRows = 252

    private static func importanceShift(_ rule: CheckRule, _ evidence: LedgerEvidence) -> MeasuredValue {
        let timeline = evidence.timeline
        let window = timeline.calendar.window(rule.window ?? 1, endingAt: timeline.asOfSession)
        switch evidence.importance[rule.name] {
        case nil:
            return MeasuredValue(
                absent: .notEvaluable("importance needs the model itself, and a ledger has only what it said"),
                window: window)
        case .absent(let absence, let rows): return MeasuredValue(absent: absence, sample: rows, window: window)
        case .shares(let shares):
            var measurement = MeasuredValue(
                value: totalVariationDistance(shares.window, shares.baseline), sample: shares.rows, window: window)
            measurement.observesLastSession = hasPrediction(evidence)
            measurement.minimumSample = importanceRows
            measurement.baseline = shares.digest
            measurement.details = .importance(
                ImportanceDetails(
                    groups: shares.groups, windowShares: shares.window, baselineShares: shares.baseline,
                    rankCorrelation: rankCorrelation(shares.window, shares.baseline),
                    squaredErrorIncreases: shares.squaredErrorIncreases, baselineSample: shares.baselineRows))
            if shares.baselineRows < importanceRows {
                measurement.absence = .notEvaluable(
                    "the baseline has \(shares.baselineRows) rows; importance_shift needs \(importanceRows)")
            }
            return measurement
        }
    }
}
