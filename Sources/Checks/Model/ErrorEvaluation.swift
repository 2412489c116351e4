import Core
import Statistics
import TradingCalendar

/// A forecast's error over the pairs of a window, as it is or in percent above its baseline.
struct ErrorEvaluation: WindowedEvaluation {
    private enum Baseline {
        case none
        /// The score of the version that served at the window's end.
        case scores(ArraySlice<LedgerEvidence.BaselineScores>)
        /// The score of the pairs of the baseline's span.
        case span
    }

    private let error: ForecastError
    private let evidence: LedgerEvidence
    /// NaN where there is none.
    private let errors: ArraySlice<Double>
    /// True if every pair has an error.
    private let isComplete: Bool
    private let baseline: Baseline

    init(_ evidence: LedgerEvidence, _ error: ForecastError, isRelative: Bool) {
        self.error = error
        self.evidence = evidence
        errors = evidence.errors(error)
        isComplete = evidence.series.hasAllErrors(error)
        baseline =
            !isRelative
            ? .none
            : evidence.baselineScores.map { .scores($0) } ?? .span
    }

    private func present(_ rows: Range<Int>) -> ArraySlice<Double> {
        isComplete ? errors[rows] : errors[rows].filter { !$0.isNaN }[...]
    }

    /// The score that a window is compared with; nil where there is nothing to divide by.
    private func baselineScore(_ ranges: EvaluationRanges) -> Double? {
        switch baseline {
        case .none: return nil
        case .scores(let versions):
            let served = versions.prefix(versions.partitioningIndex { $0.since <= ranges.window.last }).last
            return served?.scores[error].flatMap { $0 > 0 ? $0 : nil }
        case .span:
            let errors = present(ranges.baseline)
            guard errors.count >= ForecastError.minimumPairs else { return nil }
            let score = error.measure(errors)
            return score > 0 ? score : nil
        }
    }

    private var isRelative: Bool { if case .none = baseline { false } else { true } }

    func value(_ ranges: EvaluationRanges) -> Double? { value(of: present(ranges.rows), ranges) }

    private func value(of errors: ArraySlice<Double>, _ ranges: EvaluationRanges) -> Double? {
        guard errors.count >= ForecastError.minimumPairs else { return nil }
        let value = error.measure(errors)
        guard isRelative else { return value }
        return baselineScore(ranges).map { 100 * (value / $0 - 1) }
    }

    var canPlant: Bool { error != .bias }

    /// Two root mean squares of all errors; of proper scores, of all errors over σ.
    func plantedSize(history: [Double]) -> Double? {
        let all = error.properScore == nil ? present(errors.indices) : evidence.scaledErrors
        return all.isEmpty ? nil : 2 * ErrorMeasure.rootMeanSquare(all)
    }

    /// The term of a pair whose error is larger.
    private func planted(_ row: Int, _ size: Double) -> Double {
        error.properScore.map { evidence.term(of: $0, row, shifted: size) } ?? errors[row] + size
    }

    func planted(_ ranges: EvaluationRanges, _ shift: PlantedShift) -> Double? {
        guard let size = shift.size else { return nil }
        let shifted = ranges.rows.compactMap { row -> Double? in
            errors[row].isNaN ? nil : row >= shift.onset ? planted(row, size) : errors[row]
        }
        return value(of: shifted[...], ranges)
    }

    // MARK: - With evidence

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        let errors = Array(present(ranges.rows))
        guard !errors.isEmpty else {
            return MeasuredValue(
                absent: .noData("no prediction in the window has a σ, which \(error.rawValue) needs"), sample: 0,
                window: ranges.window)
        }
        var measurement = MeasuredValue(sample: errors.count, window: ranges.window)
        measurement.minimumSample = ForecastError.minimumPairs
        var details = ErrorDetails()
        let plain = error.measure(errors[...])
        var scale: (Double) -> Double = { $0 }
        if isRelative {
            details.baseline = compare(&measurement, ranges)
            measurement.details = .error(details)
            guard let score = details.baseline?.score else { return measurement }
            scale = { 100 * ($0 / score - 1) }
            details.score = plain
        }
        measurement.value = scale(plain)
        if errors.count >= ForecastError.minimumPairs {
            if context.wantsInterval {
                let metric = MetricRows.Metric.error(error)
                measurement.contents.resampledSessions = evidence.groupedSessions(of: metric, in: ranges.rows)
                measurement.add(evidence.interval(of: metric, error.kind, in: ranges.rows)) {
                    scale(error.isMeanSquare ? $0.squareRoot() : $0)
                }
            }
            details.perfectModelAlarmPercent = context.rule.perfectModelAlarmPercent(rows: errors.count)
        }
        measurement.details = .error(details)
        return measurement
    }

    /// Adds the baseline's digest, or the reason why there is nothing to compare with.
    private func compare(_ measurement: inout MeasuredValue, _ ranges: EvaluationRanges) -> ErrorDetails.Baseline {
        let score = baselineScore(ranges)
        guard evidence.baselineScores != nil else {
            let sample = present(ranges.baseline).count
            measurement.baseline = Digest(of: evidence.ledger.pairs, ranges.baseline)
            if score == nil {
                measurement.absence = .notEvaluable(
                    "the baseline has \(sample) pairs; \(ForecastError.minimumPairs) are needed, with errors above 0")
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
}

extension Digest {
    /// Names a ledger's baseline by its pairs.
    fileprivate init(of pairs: LedgerPairs, _ range: Range<Int>) {
        var text = ""
        for pair in range {
            let sigma = pairs.number(.sigma, pair)
            text += "\(pairs.id(pair)),\(pairs.mean(pair)),\(sigma.isNaN ? "" : "\(sigma)"),\(pairs.label(pair))\n"
        }
        self = Digest.sha256(text)
    }
}
