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

    /// - Parameter errors: in the order of time, in any unit; the bounds have the same.
    /// - Returns: nil for fewer than five errors, or when nothing varies.
    package init?(errors: [Double], generator: inout SplitMix64) {
        let squares = errors.map { $0 * $0 }
        let n = squares.count
        guard n >= MeanSquareInterval.minimumRows else { return nil }
        let mean = squares.reduce(0, +) / Double(n)
        let sums = CircularSums(squares)
        let error = MeanSquareInterval.standardError(sums, mean: mean)
        guard mean.isFinite, error.isFinite, error > MeanSquareInterval.noSpread * mean else { return nil }
        var deviations: [Double] = []
        deviations.reserveCapacity(CircularBlockBootstrap.resamples)
        var starts = [Int](repeating: 0, count: (n + sums.blockLength - 1) / sums.blockLength)
        for _ in 0..<CircularBlockBootstrap.resamples {
            CircularBlockBootstrap.draw(&starts, rows: n, generator: &generator)
            let drawn = MeanSquareInterval.resample(sums, starts)
            guard drawn.error.isFinite, drawn.error > MeanSquareInterval.noSpread * drawn.mean else { continue }
            deviations.append((log(drawn.mean) - log(mean)) / (drawn.error / drawn.mean))
        }
        guard !deviations.isEmpty, deviations.allSatisfy(\.isFinite) else { return nil }
        let sorted = deviations.sorted()
        func bound(_ q: Double) -> Double {
            exp((log(mean) - quantile(q, ofSorted: sorted) * error / mean) / 2)
        }
        interval = bound(0.975)...bound(0.025)
        lowerBound = bound(0.95)
        upperBound = bound(0.05)
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

    /// The mean of a resample, and its standard error from the means of its drawn blocks.
    private static func resample(_ sums: CircularSums, _ starts: [Int]) -> (mean: Double, error: Double) {
        let n = Double(sums.count)
        let mean = sums.resample(starts) / n
        var spread = 0.0
        for (place, start) in starts.enumerated() {
            let rows = min(sums.blockLength, sums.count - place * sums.blockLength)
            let deviation = (sums.block(from: start, rows: rows) - Double(rows) * mean) / n
            spread += deviation * deviation
        }
        let k = Double(starts.count)
        return (mean, (k / (k - 1) * spread).squareRoot())
    }
}
