/// Resampling of rows in circular blocks, which keeps short-range dependence inside the blocks.
///
/// Source: Politis and Romano, "A Circular Block-Resampling Procedure for Stationary Data", 1992. Needs a stationary series
/// and dependence shorter than a block (⌈n^⅓⌉ rows); a percentile interval from it is too narrow for few rows.
package enum CircularBlockBootstrap {
    package static let resamples = 1_999

    /// The smallest L with L³ ≥ n.
    package static func blockLength(rows n: Int) -> Int {
        var length = 1
        while length * length * length < n { length += 1 }
        return length
    }

    /// Where the blocks of one resample begin; the last is cut so that as many rows are drawn as there are. Defined draw by draw
    /// in `Documentation/Guides/reproducibility.md`.
    package static func starts(rows n: Int, generator: inout SplitMix64) -> [Int] {
        let length = blockLength(rows: n)
        return (0..<(n + length - 1) / length).map { _ in generator.index(below: n) }
    }

    /// The row indices of one resample, as many as there are rows.
    package static func indices(rows n: Int, generator: inout SplitMix64) -> [Int] {
        let length = blockLength(rows: n)
        var drawn = [Int]()
        drawn.reserveCapacity(n)
        for start in starts(rows: n, generator: &generator) {
            for offset in 0..<min(length, n - drawn.count) { drawn.append((start + offset) % n) }
        }
        return drawn
    }

    /// Figures of all resamples of one sample of rows, each from the starts of its blocks; those that a resample does not have
    /// are left out.
    package static func figures(rows n: Int, generator: inout SplitMix64, _ figure: ([Int]) -> Double?) -> [Double] {
        (0..<resamples).compactMap { _ in figure(starts(rows: n, generator: &generator)) }
    }

    /// The type-7 95 % percentile interval of resampled figures; nil when there are none, or one is beyond what a number holds.
    package static func percentileInterval(_ figures: [Double]) -> ClosedRange<Double>? {
        guard !figures.isEmpty, figures.allSatisfy(\.isFinite) else { return nil }
        let sorted = figures.sorted()
        return quantile(0.025, ofSorted: sorted)...quantile(0.975, ofSorted: sorted)
    }
}
