/// The values that a measure takes when the rows of window and baseline are shuffled: exact for independent rows at
/// every size, ties included.
///
/// Each permutation shuffles the rows of the baseline with those of the window behind them; the first are the baseline
/// then, the last the window. A distance per standard deviation stays in units of the baseline as it is. Assumes rows
/// that could be exchanged: of rows that are like the rows before, the p-value is far too small. Source: Fisher, 1935;
/// Phipson and Smyth, "Permutation P-values Should Never Be Zero", 2010.
package struct PermutationNull: Equatable, Sendable {
    /// The mean of the values.
    package let expected: Double
    /// (1 + number of values at least as large as the observed) / (permutations + 1).
    package let pValue: Double

    package static let permutations = 1_999

    /// - Parameters:
    ///   - observed: the energy distance or the Anderson–Darling statistic of the samples.
    ///   - baseline: finite values in their order.
    ///   - window: the same.
    /// - Returns: nil where there are more rows than ``DriftMeasure/maximumResampledRows``.
    package init?(
        observed: Double, baseline: [Double], window: [Double], by measure: DriftMeasure, generator: inout SplitMix64
    ) {
        let rows = baseline + window
        guard rows.count <= DriftMeasure.maximumResampledRows else { return nil }
        let pooled = PooledSample(rows: rows)
        let unit = Moments(of: baseline).standardDeviation.map { $0.squareRoot() } ?? .nan
        var (sum, reached) = (0.0, 0)
        var order = [Int](repeating: 0, count: rows.count)
        var isCurrent = [Bool](repeating: false, count: rows.count)
        for _ in 0..<PermutationNull.permutations {
            generator.permute(&order)
            for place in order.indices { isCurrent[order[place]] = place >= baseline.count }
            let pair = pooled.pair(isCurrent: isCurrent)
            let value =
                measure == .energy
                ? energyDistance(sorted: pair.current, sorted: pair.baseline) / unit
                : DriftComparison(pair, by: measure).value() ?? .nan
            sum += value
            if DriftMeasure.isReached(observed, by: value) { reached += 1 }
        }
        expected = sum / Double(PermutationNull.permutations)
        guard expected.isFinite else { return nil }
        pValue = Double(1 + reached) / Double(PermutationNull.permutations + 1)
    }
}
