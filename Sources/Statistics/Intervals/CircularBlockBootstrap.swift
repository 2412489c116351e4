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

    /// The row indices of one resample, as many as there are rows; defined draw by draw in
    /// `Documentation/Guides/reproducibility.md`.
    package static func indices(rows n: Int, generator: inout SplitMix64) -> [Int] {
        let length = blockLength(rows: n)
        var drawn = [Int]()
        drawn.reserveCapacity(n + length)
        while drawn.count < n {
            let start = generator.index(below: n)
            for offset in 0..<min(length, n - drawn.count) { drawn.append((start + offset) % n) }
        }
        return drawn
    }

    /// The type-7 95 % percentile interval of resampled figures; nil when there are none.
    package static func percentileInterval(_ figures: [Double]) -> ClosedRange<Double>? {
        guard !figures.isEmpty else { return nil }
        let sorted = figures.sorted()
        return quantile(0.025, ofSorted: sorted)...quantile(0.975, ofSorted: sorted)
    }
}
