/// Resampling of rows in circular blocks, which keeps short-range dependence inside the blocks.
///
/// Source: Politis and Romano, "A Circular Block-Resampling Procedure for Stationary Data", 1992. Needs a stationary
/// series and dependence shorter than a block (⌈n^⅓⌉ rows); a percentile interval from it is too narrow for few rows.
package enum CircularBlockBootstrap {
    package static let resamples = 1_999

    /// The smallest L with L³ ≥ n.
    package static func blockLength(rows n: Int) -> Int {
        var length = 1
        while length * length * length < n { length += 1 }
        return length
    }

    /// Where the blocks of one resample begin; the last is cut so that as many rows are drawn as there are. Defined
    /// draw by draw in `Documentation/Guides/reproducibility.md`.
    package static func starts(rows n: Int, generator: inout SplitMix64) -> [Int] {
        let length = blockLength(rows: n)
        var starts = [Int](repeating: 0, count: (n + length - 1) / length)
        draw(&starts, rows: n, generator: &generator)
        return starts
    }

    /// Draws the starts of another resample into an array that is there already.
    static func draw(_ starts: inout [Int], rows n: Int, generator: inout SplitMix64) {
        for place in starts.indices { starts[place] = generator.index(below: n) }
    }

    /// The row indices of one resample, as many as there are rows.
    package static func indices(rows n: Int, generator: inout SplitMix64) -> [Int] {
        indices(drawing: n, of: n, generator: &generator)
    }

    /// The row indices of a sample of another size: blocks as long as those of as many rows as are drawn.
    /// - Parameters:
    ///   - count: of the rows that are drawn.
    ///   - n: rows that there are, at least one.
    package static func indices(drawing count: Int, of n: Int, generator: inout SplitMix64) -> [Int] {
        let length = blockLength(rows: count)
        var drawn = [Int]()
        drawn.reserveCapacity(count)
        var starts = [Int](repeating: 0, count: (count + length - 1) / length)
        draw(&starts, rows: n, generator: &generator)
        for start in starts {
            for offset in 0..<min(length, count - drawn.count) { drawn.append((start + offset) % n) }
        }
        return drawn
    }

    /// Figures of all resamples of one sample of rows, each from the starts of its blocks; those that a resample does
    /// not have are left out.
    package static func figures(rows n: Int, generator: inout SplitMix64, _ figure: ([Int]) -> Double?) -> [Double] {
        let length = blockLength(rows: n)
        var starts = [Int](repeating: 0, count: (n + length - 1) / length)
        var figures: [Double] = []
        figures.reserveCapacity(resamples)
        for _ in 0..<resamples {
            draw(&starts, rows: n, generator: &generator)
            if let value = figure(starts) { figures.append(value) }
        }
        return figures
    }

    /// The type-7 95 % percentile interval of resampled figures; nil when there are none, or one is beyond what a
    /// number holds.
    package static func percentileInterval(_ figures: [Double]) -> ClosedRange<Double>? {
        guard !figures.isEmpty, figures.allSatisfy(\.isFinite) else { return nil }
        let bounds = quantiles([0.025, 0.975], of: figures)
        return bounds[0]...bounds[1]
    }
}
