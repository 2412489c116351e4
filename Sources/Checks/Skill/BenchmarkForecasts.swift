import Core
import Foundation
import Statistics

/// A benchmark's forecast beside every prediction of a ledger, made of what was known when the prediction was made.
///
/// It learns from the newest 756 pairs whose labels were known then, with their values of then; where these are fewer
/// than 252 there is none.
struct BenchmarkForecasts: Sendable {
    static let newest = 756
    static let least = 252

    /// By row of the ledger's predictions; NaN where there is none.
    private(set) var means: [Double]
    private(set) var sigmas: [Double]
    /// σ over the scale that it is made of; empty where it is made of none.
    private(set) var factors: [Double] = []
    /// The probability of the decision's signal, where the benchmark states it itself.
    private(set) var probabilities: [Double]?
    /// The reason why there is none.
    private(set) var omissions: [SkillOmission?]

    private init(count: Int, mean: Double) {
        means = [Double](repeating: mean, count: count)
        sigmas = [Double](repeating: .nan, count: count)
        omissions = [SkillOmission?](repeating: nil, count: count)
    }

    /// The same forecast of a mean for all, of which only the sign is looked at.
    static func always(_ mean: Double, count: Int) -> BenchmarkForecasts {
        BenchmarkForecasts(count: count, mean: mean)
    }

    private mutating func learn(_ row: Int, from terms: [Double], _ forecast: (Moments) -> (Double, Double)?) {
        guard terms.count >= BenchmarkForecasts.least else {
            omissions[row] = .tooFewLabels
            return
        }
        let moments = terms.withUnsafeBufferPointer { terms in
            Moments(of: UnsafeBufferPointer(rebasing: terms.suffix(BenchmarkForecasts.newest)))
        }
        guard let (mean, sigma) = forecast(moments), sigma > 0, sigma.isFinite else {
            omissions[row] = .noScale
            return
        }
        means[row] = mean
        sigmas[row] = sigma
    }

    /// Mean and standard deviation of the labels.
    static func constant(_ pairs: LedgerPairs) -> BenchmarkForecasts {
        var forecasts = BenchmarkForecasts(count: pairs.predictions.count, mean: .nan)
        var labels = RowSeries()
        pairs.replay { version in
            _ = labels.set(version.label, row: version.row)
        } prediction: { row in
            forecasts.learn(row, from: labels.values) { moments in
                moments.mean.flatMap { mean in moments.standardDeviation.map { (mean, $0) } }
            }
        }
        return forecasts
    }

    /// 0, and σ = k·scale with k² the mean of (label/scale)².
    /// - Parameter scales: of each prediction, known when it was made; NaN where there is none.
    static func scaled(_ pairs: LedgerPairs, by scales: [Double]) -> BenchmarkForecasts {
        var forecasts = BenchmarkForecasts(count: scales.count, mean: .nan)
        forecasts.factors = [Double](repeating: .nan, count: scales.count)
        var ratios = RowSeries()
        pairs.replay { version in
            _ = ratios.set(BenchmarkForecasts.ratio(version.label, scales[version.row]), row: version.row)
        } prediction: { row in
            forecasts.learn(row, scale: scales[row], from: ratios.values)
        }
        return forecasts
    }

    /// 0, and σ = k·√v with v the exponentially weighted mean square and k² the mean of label²/v.
    static func exponential(_ pairs: LedgerPairs) -> BenchmarkForecasts {
        let count = pairs.predictions.count
        var forecasts = BenchmarkForecasts(count: count, mean: .nan)
        forecasts.factors = [Double](repeating: .nan, count: count)
        var scales = [Double](repeating: .nan, count: count)
        var squares = SmoothedSquares()
        var ratios = RowSeries()
        pairs.replay { version in
            squares.set(version.label, row: version.row)
            _ = ratios.set(BenchmarkForecasts.ratio(version.label, scales[version.row]), row: version.row)
        } prediction: { row in
            scales[row] = squares.last?.squareRoot() ?? .nan
            forecasts.learn(row, scale: scales[row], from: ratios.values)
        }
        return forecasts
    }

    private mutating func learn(_ row: Int, scale: Double, from ratios: [Double]) {
        guard scale > 0, scale.isFinite else {
            omissions[row] = ratios.count < BenchmarkForecasts.least ? .tooFewLabels : .noScale
            return
        }
        var factor = Double.nan
        learn(row, from: ratios) { moments in
            moments.mean.map { mean in
                factor = mean.squareRoot()
                return (0, factor * scale)
            }
        }
        factors[row] = factor
    }

    /// nil where the pair tells nothing of the scale.
    private static func ratio(_ label: Double?, _ scale: Double) -> Double? {
        guard let label, scale > 0 else { return nil }
        let ratio = label / scale * (label / scale)
        return ratio.isFinite ? ratio : nil
    }

    /// Another model's forecasts of the same labels: of the same key, on the same session or the newest before it.
    /// - Parameter other: its predictions.
    static func others(_ other: PredictionTable, of pairs: LedgerPairs, decision: DecisionRule?) -> BenchmarkForecasts {
        let own = pairs.predictions
        var forecasts = BenchmarkForecasts(count: own.count, mean: .nan)
        var probabilities = [Double](repeating: .nan, count: own.count)
        let rows = Dictionary(grouping: 0..<other.count) { other.labelKey($0) }
        var known = [Date](repeating: .distantFuture, count: own.count)
        for version in pairs.labelVersions where version.label != nil {
            known[version.row] = min(known[version.row], version.since)
        }
        for row in 0..<own.count {
            // One that was made when the label was known already is no forecast.
            let candidates = (rows[own.labelKey(row)] ?? []).filter {
                other.sessions[$0] <= own.sessions[row] && other.madeAt[$0] < known[row]
            }
            // The one that was written later wins a tie.
            let newest = candidates.max {
                (other.sessions[$0], other.madeAt[$0], $0) < (other.sessions[$1], other.madeAt[$1], $1)
            }
            guard let newest else {
                forecasts.omissions[row] = .noForecast
                continue
            }
            forecasts.means[row] = other.means[newest]
            forecasts.sigmas[row] = other.number(.sigma, newest)
            if let decision { probabilities[row] = other.number(decision.signal.part, newest) }
        }
        forecasts.probabilities = probabilities
        return forecasts
    }
}
