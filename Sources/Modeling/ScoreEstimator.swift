import Foundation
import Statistics
import Synchronization

/// An estimate of a model's score, from the features of its predictions alone: before their labels are known.
///
/// Models of the loss, and of hitting the sign, are fitted on a holdout that the model itself has not seen, each on
/// four of five contiguous folds; a new row's estimate is the mean of the five, and the out-of-fold estimates say how
/// far off such estimates are. In the manner of direct loss estimation (NannyML), fitted out of fold. Follows a shift
/// of the features and is blind to concept drift.
package struct ScoreEstimator: Sendable {
    package enum Score: Sendable { case rmse, mae, hitRate }

    /// A prediction of the holdout: features, what was said, what came true.
    package typealias Trial = (features: [Double], mean: Double, label: Double)

    package struct Unusable: Error, Equatable {
        package let reason: String
    }

    private typealias Estimate = @Sendable ([Double]) -> Double

    private let score: Score
    private let models: [Estimate]
    private let deviations = DeviationCache()
    /// The holdout's scores, in the order of time: estimated out of fold, and realised.
    private let outOfFold: [(estimated: Double, realised: Double)]
    /// The log loss of the hits out of fold, and that of their base rate; nil for losses.
    package let logLoss: (model: Double, base: Double)?

    package static let folds = 5
    package static let penalty = 10.0
    private static let floorShare = 0.25

    /// - Parameter holdout: in the order of time, at least two rows a fold.
    package init(_ score: Score, holdout: [Trial]) throws(Unusable) {
        let trials = score == .hitRate ? holdout.filter { $0.label != 0 } : holdout
        guard trials.count >= 2 * ScoreEstimator.folds else {
            throw Unusable(reason: "the holdout has \(trials.count) rows to learn from")
        }
        var models: [Estimate] = []
        var outOfFold: [(estimated: Double, realised: Double)] = []
        var losses = (model: 0.0, base: 0.0)
        for fold in 0..<ScoreEstimator.folds {
            let held = (fold * trials.count / ScoreEstimator.folds)..<((fold + 1) * trials.count / ScoreEstimator.folds)
            let others = trials.indices.filter { !held.contains($0) }.map { trials[$0] }
            let model = try ScoreEstimator.fit(score, others)
            models.append(model)
            let base = others.reduce(0) { $0 + ScoreEstimator.realised(score, $1) } / Double(others.count)
            for trial in trials[held] {
                let (estimated, realised) = (model(trial.features), ScoreEstimator.realised(score, trial))
                outOfFold.append((estimated, realised))
                losses.model -= log(realised == 1 ? estimated : 1 - estimated)
                losses.base -= log(realised == 1 ? base : 1 - base)
            }
        }
        self.score = score
        self.models = models
        self.outOfFold = outOfFold
        let n = Double(trials.count)
        logLoss = score == .hitRate ? (losses.model / n, losses.base / n) : nil
        if let logLoss, !(logLoss.model < logLoss.base) {
            throw Unusable(
                reason: "on the holdout it does not tell hits from misses better than their base rate does")
        }
    }

    /// The score that the predictions of some rows will probably have, and the 95 % band of what is realised.
    /// - Parameter rows: features; at least one row.
    package func estimate(_ rows: [[Double]]) -> (value: Double, band: ClosedRange<Double>) {
        let mean = rows.reduce(0) { $0 + estimate($1) } / Double(rows.count)
        let deviations = deviations.sorted(rows: rows.count) { blockDeviations(rows: rows.count) }
        let low = quantile(0.025, ofSorted: deviations)
        let high = quantile(0.975, ofSorted: deviations)
        return switch score {
        case .rmse: (mean.squareRoot(), (mean * low).squareRoot()...(mean * high).squareRoot())
        case .mae: (mean, (mean * low)...(mean * high))
        case .hitRate: (mean, (mean + low)...(mean + high))
        }
    }

    private func estimate(_ features: [Double]) -> Double {
        models.reduce(0) { $0 + $1(features) } / Double(models.count)
    }

    /// The distances of realised scores of as many rows of the holdout from their out-of-fold estimates: as ratios, for
    /// hits as differences.
    private func blockDeviations(rows: Int) -> [Double] {
        let count = outOfFold.count
        let length = min(rows, count / 2)
        return outOfFold.indices.map { start in
            var (estimated, realised) = (0.0, 0.0)
            for offset in 0..<length {
                let trial = outOfFold[(start + offset) % count]
                estimated += trial.estimated
                realised += trial.realised
            }
            return score == .hitRate ? (realised - estimated) / Double(length) : realised / estimated
        }
    }

    /// The loss of a trial; for hits 1 or 0.
    private static func realised(_ score: Score, _ trial: Trial) -> Double {
        let error = trial.mean - trial.label
        return switch score {
        case .rmse: error * error
        case .mae: abs(error)
        case .hitRate: trial.mean * trial.label > 0 ? 1 : 0
        }
    }

    /// The score itself of some predictions whose labels are known; nil where none counts.
    package static func realised(_ score: Score, _ trials: [Trial]) -> (value: Double, count: Int)? {
        let counted = score == .hitRate ? trials.filter { $0.label != 0 } : trials
        guard !counted.isEmpty else { return nil }
        let mean = counted.reduce(0) { $0 + realised(score, $1) } / Double(counted.count)
        return (score == .rmse ? mean.squareRoot() : mean, counted.count)
    }

    private static func fit(_ score: Score, _ trials: [Trial]) throws(Unusable) -> Estimate {
        let rows = trials.map(\.features)
        if score == .hitRate {
            let outcomes = trials.map { realised(score, $0) == 1 }
            guard let model = LogisticRegression(rows: rows, outcomes: outcomes, penalty: penalty) else {
                throw Unusable(reason: "the holdout holds only hits, or only misses")
            }
            return { model($0) }
        }
        let losses = trials.map { realised(score, $0) }
        let model = RidgeRegression(rows: rows, targets: losses, penalty: penalty)
        let floor = floorShare * losses.reduce(0, +) / Double(losses.count)
        guard floor > 0, floor.isFinite else { throw Unusable(reason: "the holdout has no errors to learn from") }
        return { max(model($0), floor) }
    }
}

/// Sorted deviations by the number of rows: a rule asks for windows of one length, with few predictions missing.
private final class DeviationCache: Sendable {
    private let known = Mutex<[Int: [Double]]>([:])

    func sorted(rows: Int, compute: () -> [Double]) -> [Double] {
        if let known = known.withLock({ $0[rows] }) { return known }
        let sorted = compute().sorted()
        known.withLock { $0[rows] = sorted }
        return sorted
    }
}
