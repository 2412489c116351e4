import Foundation

/// Bounds of a root mean square, studentised on the logarithm of the mean square (delta method) over circular blocks.
///
/// Source: the studentised block bootstrap of Götze and Künsch, 1996; defined draw by draw in
/// `Documentation/Guides/model-and-business-layers.md`. A plain percentile interval is far too narrow for the few,
/// volatile squares of daily returns. Assumes a stationary series with dependence shorter than a block; no interval
/// covers what has not happened yet.
package struct MeanSquareInterval: Sendable {
    /// 95 %, two-sided.
    package let interval: ClosedRange<Double>
    /// Below the true value with 95 % confidence.
    package let lowerBound: Double
    /// Above the true value with 95 % confidence.
    package let upperBound: Double

    package static let minimumRows = 5
    /// Blocks whose means differ by less than this share of their mean are equal, up to rounding.
    private static let noSpread = 1e-12

    /// The mean of the squares and its standard error.
    private struct Estimate {
        private enum Squares {
            case rows(CircularSums)
            case groups(CircularRatio)
        }

        private let squares: Squares
        let mean: Double
        let error: Double

        /// - Returns: nil for too few errors or groups, and where nothing varies.
        init?(_ errors: [Double], groups: [Int]?) {
            guard groups?.count ?? errors.count >= MeanSquareInterval.minimumRows else { return nil }
            let squares = errors.map { $0 * $0 }
            guard !squares.isConstant else { return nil }
            if let groups {
                let ratio = CircularRatio(sums: squares.sums(ofGroups: groups), sizes: groups)
                self.squares = .groups(ratio)
                mean = ratio.value
                error = ratio.standardError
            } else {
                let sums = CircularSums(squares)
                self.squares = .rows(sums)
                mean = squares.reduce(0, +) / Double(squares.count)
                error = MeanSquareInterval.standardError(sums, mean: mean)
            }
            guard mean.isFinite, error.isFinite, error > MeanSquareInterval.noSpread * mean else { return nil }
        }

        func studentised(generator: inout SplitMix64, _ body: (_ mean: Double, _ error: Double) -> Void) {
            switch squares {
            case .rows(let sums): sums.studentised(generator: &generator, body)
            case .groups(let ratio): ratio.studentised(generator: &generator, body)
            }
        }
    }

    /// True if there are bounds for some errors, without the resamples that give them.
    package static func isDefined(for errors: [Double], groups: [Int]? = nil) -> Bool {
        Estimate(errors, groups: groups) != nil
    }

    /// - Parameters:
    ///   - errors: in the order of time, in any unit; the bounds have the same.
    ///   - groups: how many errors each session has, where some have several: whole sessions are resampled.
    /// - Returns: nil for fewer than five errors, or groups, or when nothing varies.
    package init?(errors: [Double], groups: [Int]? = nil, generator: inout SplitMix64) {
        guard let estimate = Estimate(errors, groups: groups) else { return nil }
        let (mean, error) = (estimate.mean, estimate.error)
        var deviations: [Double] = []
        deviations.reserveCapacity(CircularBlockBootstrap.resamples)
        let center = log(mean)
        estimate.studentised(generator: &generator) { drawn, error in
            guard error.isFinite, error > MeanSquareInterval.noSpread * drawn else { return }
            deviations.append((log(drawn) - center) / (error / drawn))
        }
        guard !deviations.isEmpty, deviations.allSatisfy(\.isFinite) else { return nil }
        let bounds = quantiles([0.975, 0.025, 0.95, 0.05], of: deviations).map { deviation in
            exp((center - deviation * error / mean) / 2)
        }
        interval = bounds[0]...bounds[1]
        lowerBound = bounds[2]
        upperBound = bounds[3]
    }

    /// Of the mean of the sample, from the means of all its circular blocks.
    private static func standardError(_ sums: CircularSums, mean: Double) -> Double {
        let length = sums.blockLength
        let sum = (0..<sums.count).reduce(0.0) { sum, start in
            let block = sums.block(from: start, rows: length) / Double(length)
            return sum + (block - mean) * (block - mean)
        }
        return (Double(length) / Double(sums.count) * sum / Double(sums.count - 1)).squareRoot()
    }
}
