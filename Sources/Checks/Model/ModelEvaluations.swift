import Core
import Statistics
import TradingCalendar

/// A forecast's error over the pairs of a window, as it is or in percent above its baseline.
struct ErrorEvaluation: WindowedEvaluation {
    private enum Baseline {
        case none
        /// Of the version that served at the window's end.
        case scores([(since: Day, score: Double)])
        /// Of the pairs of the baseline's span.
        case span
    }

    let error: ForecastError
    /// NaN where there is none.
    let errors: [Double]
    private let baseline: Baseline

    init(_ evidence: LedgerEvidence, _ error: ForecastError, isRelative: Bool) {
        self.error = error
        errors = evidence.errors(error)
        baseline =
            !isRelative
            ? .none
            : evidence.baselineScores.map { known in
                .scores(known.compactMap { version in version.scores[error].map { (version.since, $0) } })
            } ?? .span
    }

    func present(_ rows: Range<Int>) -> [Double] { errors[rows].filter { !$0.isNaN } }

    /// What a window is compared with; nil where there is nothing to divide by.
    func baselineScore(_ ranges: EvaluationRanges) -> Double? {
        switch baseline {
        case .none: return nil
        case .scores(let versions):
            return versions.last { $0.since <= ranges.window.last }.flatMap { $0.score > 0 ? $0.score : nil }
        case .span:
            let errors = present(ranges.baseline)
            guard errors.count >= ForecastError.minimumPairs else { return nil }
            let score = error.measure(errors)
            return score > 0 ? score : nil
        }
    }

    var isRelative: Bool { if case .none = baseline { false } else { true } }

    func value(_ ranges: EvaluationRanges) -> Double? { value(present(ranges.rows), ranges) }

    private func value(_ errors: [Double], _ ranges: EvaluationRanges) -> Double? {
        guard errors.count >= ForecastError.minimumPairs else { return nil }
        let value = error.measure(errors)
        guard isRelative else { return value }
        return baselineScore(ranges).map { 100 * (value / $0 - 1) }
    }

    var canPlant: Bool { error != .bias }

    /// Two root mean squares of all errors.
    func plantedSize(history: [Double]) -> Double? {
        let all = present(errors.indices)
        return all.isEmpty ? nil : 2 * ErrorMeasure.rootMeanSquare(all)
    }

    func planted(_ ranges: EvaluationRanges, onset: Int, size: Double?) -> Double? {
        guard let size else { return nil }
        let shifted = ranges.rows.compactMap { row -> Double? in
            errors[row].isNaN ? nil : row >= onset ? errors[row] + size : errors[row]
        }
        return value(shifted, ranges)
    }
}

/// The share of predictions that had the label's sign.
struct HitRateEvaluation: WindowedEvaluation {
    static let minimumPairs = 10

    /// nil where the label is 0 and says nothing.
    let hits: [Bool?]

    init(_ evidence: LedgerEvidence) {
        hits = evidence.pairs.map { pair in
            let label = pair.label.label
            return label == 0 ? nil : pair.prediction.mean * label.signum > 0
        }
    }

    func counts(_ rows: Range<Int>) -> (hits: Int, judged: Int) {
        var counts = (hits: 0, judged: 0)
        for row in rows {
            guard let hit = hits[row] else { continue }
            counts.judged += 1
            if hit { counts.hits += 1 }
        }
        return counts
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        let counts = counts(ranges.rows)
        return counts.judged >= HitRateEvaluation.minimumPairs ? Double(counts.hits) / Double(counts.judged) : nil
    }
}

extension Double {
    fileprivate var signum: Double { self > 0 ? 1 : -1 }
}

/// How many standard errors lie between what a forecast says and what came true.
struct CalibrationEvaluation: WindowedEvaluation {
    static let minimumPairs = 252

    let part: ForecastPart
    /// nil where a pair lacks this part.
    let trials: [(probability: Double, happened: Bool)?]

    init(_ evidence: LedgerEvidence, _ part: ForecastPart) {
        self.part = part
        trials = evidence.pairs.map { part.trial($0, evidence.decision) }
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        var sums = (surplus: 0.0, variance: 0.0, count: 0)
        for row in ranges.rows {
            guard let trial = trials[row] else { continue }
            sums.surplus += (trial.happened ? 1 : 0) - trial.probability
            sums.variance += trial.probability * (1 - trial.probability)
            sums.count += 1
        }
        guard sums.count >= CalibrationEvaluation.minimumPairs, sums.variance > 0 else { return nil }
        return abs(sums.surplus / sums.variance.squareRoot())
    }
}

/// A figure of the decisions of a window.
struct DecisionEvaluation: WindowedEvaluation {
    let lines: [DecisionLine?]
    let figure: @Sendable (DecisionTotals) -> Double?

    init(_ evidence: LedgerEvidence, _ figure: @escaping @Sendable (DecisionTotals) -> Double?) {
        lines = evidence.lines
        self.figure = figure
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        figure(DecisionTotals(lines[ranges.rows].lazy.compactMap { $0 }))
    }
}
