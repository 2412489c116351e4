/// The ratio of two sums over groups of rows, as the mean over the rows of sessions that have several each. Whole
/// groups are resampled in circular blocks, since the rows of one are not independent.
///
/// Source: the linearised ratio of cluster sampling (Cochran, "Sampling Techniques", 1977, 6.3 and 9A), over blocks
/// as in ``MeanSquareInterval``. With one row in each group it is the mean of the rows.
struct CircularRatio: Sendable {
    private let sums: CircularSums
    private let sizes: CircularSums
    let value: Double
    private let total: Double

    /// - Parameters:
    ///   - sums: of each group, in the order of time; at least one.
    ///   - sizes: the rows of each group, above 0.
    init(sums: [Double], sizes: [Int]) {
        self.sums = CircularSums(sums)
        self.sizes = CircularSums(sizes.map { Double($0) })
        total = Double(sizes.reduce(0, +))
        value = sums.reduce(0, +) / total
    }

    /// The ratios of as many resamples as the bootstrap draws.
    func resamples(generator: inout SplitMix64) -> [Double] {
        CircularBlockBootstrap.figures(rows: sums.count, generator: &generator) { starts in
            sums.resample(starts) / sizes.resample(starts)
        }
    }

    /// The ratio of each resample and its standard error from its drawn blocks, as many as the bootstrap draws.
    func studentised(generator: inout SplitMix64, _ body: (_ ratio: Double, _ error: Double) -> Void) {
        let (count, length) = (sums.count, sums.blockLength)
        _ = CircularBlockBootstrap.figures(rows: count, generator: &generator) { starts -> Double? in
            let drawn = sizes.resample(starts)
            let ratio = sums.resample(starts) / drawn
            let spread = starts.enumerated().reduce(0.0) { spread, block in
                let rows = min(length, count - block.offset * length)
                let sum = sums.block(from: block.element, rows: rows)
                let deviation = (sum - sizes.block(from: block.element, rows: rows) * ratio) / drawn
                return spread + deviation * deviation
            }
            let blocks = Double(starts.count)
            body(ratio, (blocks / (blocks - 1) * spread).squareRoot())
            return nil
        }
    }

    /// Of the ratio, from all circular blocks.
    var standardError: Double {
        let (count, length) = (Double(sums.count), sums.blockLength)
        let rows = Double(length) * total / count
        let sum = (0..<sums.count).reduce(0.0) { sum, start in
            let block = sums.block(from: start, rows: length) - value * sizes.block(from: start, rows: length)
            return sum + (block / rows) * (block / rows)
        }
        return (Double(length) / count * sum / (count - 1)).squareRoot()
    }
}

/// Resampled means of rows that come in groups.
package enum GroupedMean {
    /// The means of as many resamples of whole groups as the bootstrap draws.
    /// - Parameters:
    ///   - sums: of each group, in the order of time; at least one.
    ///   - sizes: the rows of each group, above 0.
    package static func resamples(sums: [Double], sizes: [Int], generator: inout SplitMix64) -> [Double] {
        CircularRatio(sums: sums, sizes: sizes).resamples(generator: &generator)
    }
}
