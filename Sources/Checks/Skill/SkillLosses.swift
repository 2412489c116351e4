import Core
import Foundation
import Statistics

/// The losses of the model and of its benchmark on one pair.
struct SkillLosses {
    /// A pair, with the model's decision on it.
    struct Pair {
        let row: Int
        let mean: Double
        /// NaN where there is none.
        let sigma: Double
        let label: Double
        /// nil where nothing is decided.
        let line: DecisionLine?

        init(_ pairs: LedgerPairs, _ pair: Int, line: DecisionLine?) {
            row = pairs.row(pair)
            mean = pairs.mean(pair)
            sigma = pairs.number(.sigma, pair)
            label = pairs.label(pair)
            self.line = line
        }
    }

    /// NaN where the pair is not compared.
    private(set) var model = Double.nan
    private(set) var benchmark = Double.nan
    /// The reason why it is not; nil where it is.
    private(set) var omission: SkillOmission?

    init(_ score: SkillScore, _ pair: Pair, decision: DecisionRule?, against benchmark: BenchmarkLibrary.Found) {
        if case .forecasts(let forecasts) = benchmark, let reason = forecasts.omissions[pair.row] {
            omission = reason
            return
        }
        switch (score, benchmark) {
        case (.value, _): compareMoney(pair, decision, against: benchmark)
        case (_, .forecasts(let forecasts)): compareForecasts(score, pair, with: forecasts)
        case (_, .decision), (_, .failure): omission = .noForecast
        }
        if omission == nil, !(self.benchmark - model).isFinite { omission = .notFinite }
        if omission != nil { (model, self.benchmark) = (.nan, .nan) }
    }

    private mutating func compareForecasts(_ score: SkillScore, _ pair: Pair, with forecasts: BenchmarkForecasts) {
        let sigma = forecasts.sigmas[pair.row]
        guard score != .hits || pair.label != 0 else { return omission = .labelOfZero }
        guard !score.needsSigma || !pair.sigma.isNaN && !sigma.isNaN else { return omission = .noSigma }
        model = SkillLosses.loss(score, mean: pair.mean, sigma: pair.sigma, label: pair.label)
        benchmark = SkillLosses.loss(score, mean: forecasts.means[pair.row], sigma: sigma, label: pair.label)
    }

    private static func loss(_ score: SkillScore, mean: Double, sigma: Double, label: Double) -> Double {
        switch score {
        case .logScore: NormalScore.logarithmic(error: mean - label, sigma: sigma)
        case .crps: NormalScore.continuousRankedProbability(error: mean - label, sigma: sigma)
        case .squaredError, .value: (mean - label) * (mean - label)
        // A mean of 0 has not the label's sign.
        case .hits: mean * (label > 0 ? 1 : -1) > 0 ? 0 : 1
        }
    }

    private mutating func compareMoney(
        _ pair: Pair, _ decision: DecisionRule?, against benchmark: BenchmarkLibrary.Found
    ) {
        guard let decision, let line = pair.line else { return omission = .noProbability }
        let acts: Bool
        switch benchmark {
        case .decision(let always): acts = always
        case .forecasts(let forecasts):
            let probability = forecasts.probability(of: decision, pair.row)
            guard !probability.isNaN else { return omission = .noProbability }
            acts = decision.actWhen.isBreached(by: probability)
        case .failure: return omission = .noForecast
        }
        let happened = line.outcome == .truePositive || line.outcome == .falseNegative
        model = -line.money.amount
        self.benchmark = -decision.money(acted: acts, event: happened).amount
    }
}

extension BenchmarkForecasts {
    /// The probability that a decision looks at; NaN where there is none.
    fileprivate func probability(of decision: DecisionRule, _ row: Int) -> Double {
        if let probabilities { return probabilities[row] }
        let (mean, sigma) = (means[row], sigmas[row])
        switch decision.signal {
        case .probabilityUp: return NormalDistribution.cumulative(mean / sigma)
        case .probabilityOfEvent:
            let below = NormalDistribution.cumulative((log1p(decision.event.bound) - mean) / sigma)
            return decision.event.side == .below ? below : 1 - below
        }
    }
}
