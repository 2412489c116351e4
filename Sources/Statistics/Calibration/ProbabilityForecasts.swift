import Foundation

/// Probabilities that were forecast, with what happened, and whether they mean what they say.
///
/// Sources: Murphy, "A New Vector Partition of the Probability Score", 1973; Bröcker and Smith, 2007, for reliability
/// curves. All assume outcomes that are independent given their probabilities; forecasts of overlapping periods are
/// not.
package struct ProbabilityForecasts: Sendable {
    /// A bin of the reliability curve.
    package struct Bin: Equatable, Sendable {
        package let count: Int
        package let meanProbability: Double
        package let share: Double
        package let interval: ClosedRange<Double>
    }

    /// Ascending; ties as they came.
    package let probabilities: [Double]
    /// 1 where it happened, else 0; in the order of ``probabilities``.
    package let outcomes: [Double]
    /// The group of each, where some are not independent of each other; in the same order.
    private let groups: [Int]?

    package static let bins = 10

    /// - Parameters:
    ///   - probabilities: 0 ... 1 in the order that decides ties; at least one.
    ///   - happened: whether each event did.
    ///   - groups: the session of each, where some have several: those of one are not independent.
    package init(_ probabilities: [Double], _ happened: [Bool], groups: [Int]? = nil) {
        precondition(probabilities.count == happened.count, "each probability has an outcome")
        let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
        self.probabilities = order.map { probabilities[$0] }
        outcomes = order.map { happened[$0] ? 1 : 0 }
        self.groups = groups.map { groups in order.map { groups[$0] } }
    }

    package var count: Int { probabilities.count }

    package var meanProbability: Double { probabilities.reduce(0, +) / Double(count) }
    package var share: Double { outcomes.reduce(0, +) / Double(count) }

    /// Positions of the equal-count bins; the first bins hold one more where they do not divide.
    private var binRanges: [Range<Int>] {
        var start = 0
        return (0..<ProbabilityForecasts.bins).map { bin in
            let size = count / ProbabilityForecasts.bins + (bin < count % ProbabilityForecasts.bins ? 1 : 0)
            defer { start += size }
            return start..<start + size
        }.filter { !$0.isEmpty }
    }

    /// Mean probability against share of events, in ten bins of equal count.
    package var reliabilityCurve: [Bin] {
        binRanges.map { range in
            let events = outcomes[range].reduce(0, +)
            return Bin(
                count: range.count, meanProbability: probabilities[range].reduce(0, +) / Double(range.count),
                share: events / Double(range.count),
                interval: interval(range, events: Int(events)))
        }
    }

    private func interval(_ range: Range<Int>, events: Int) -> ClosedRange<Double> {
        guard let groups else { return wilsonInterval(successes: events, trials: range.count) }
        let members = Dictionary(grouping: range) { groups[$0] }.sorted { $0.key < $1.key }.map(\.value)
        guard members.count < range.count else { return wilsonInterval(successes: events, trials: range.count) }
        return wilsonInterval(
            successes: members.map { places in places.count { outcomes[$0] == 1 } }, trials: members.map(\.count))
    }

    /// The Brier score and its parts: score = reliability − resolution + uncertainty + withinBinResidual.
    package struct BrierScore: Equatable, Sendable {
        package let score: Double
        /// The distance of probabilities from shares; 0 is best.
        package let reliability: Double
        /// The distance of the bins' shares from each other; more is better.
        package let resolution: Double
        package let uncertainty: Double
        /// The rest, since probabilities differ inside a bin.
        package let withinBinResidual: Double
    }

    package var brier: BrierScore {
        let n = Double(count)
        let score = zip(probabilities, outcomes).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / n
        let share = share
        let curve = reliabilityCurve
        let reliability = curve.reduce(0) { $0 + Double($1.count) * square($1.meanProbability - $1.share) } / n
        let resolution = curve.reduce(0) { $0 + Double($1.count) * square($1.share - share) } / n
        let uncertainty = share * (1 - share)
        return BrierScore(
            score: score, reliability: reliability, resolution: resolution, uncertainty: uncertainty,
            withinBinResidual: score - (reliability - resolution + uncertainty))
    }

    /// Expected calibration error over the bins. Above 0 also for right probabilities: compare it with its null.
    package var expectedCalibrationError: Double { calibrationError(outcomes, binRanges) }

    /// The 95 % quantile that the expected calibration error would have if every probability were right.
    package func calibrationErrorOfRightForecasts(_ generator: inout SplitMix64) -> Double {
        let ranges = binRanges
        let simulated = (0..<CircularBlockBootstrap.resamples).map { _ in
            calibrationError(probabilities.map { generator.uniform() < $0 ? 1 : 0 }, ranges)
        }
        return quantile(0.95, ofSorted: simulated.sorted())
    }

    private func calibrationError(_ outcomes: [Double], _ ranges: [Range<Int>]) -> Double {
        ranges.reduce(0) { sum, range in
            var gap = 0.0
            for place in range { gap += probabilities[place] - outcomes[place] }
            return sum + abs(gap)
        } / Double(count)
    }

    private func square(_ x: Double) -> Double { x * x }
}
