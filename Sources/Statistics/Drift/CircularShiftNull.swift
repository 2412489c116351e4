/// The rank of a window among the runs of as many rows at every other place of a ring of baseline and window.
///
/// A run keeps the dependence of its rows on the rows before, which shuffling would destroy. Assumes that the ring is
/// stationary but for the change in question; its two seams, and runs that overlap the window, make it a little too
/// large. Needs many times as many rows as the window has: with few, no place is far from the window. Not for rows that
/// trend. Source: Politis, Romano and Wolf, "Subsampling", 1999.
package struct CircularShiftNull: Equatable, Sendable {
    /// (1 + number of other places at least as far) / rows of the ring.
    package let pValue: Double
    /// Rows of the ring.
    package let rows: Int

    /// - Parameters:
    ///   - baseline: its rows in their order; not a number where one has no value.
    ///   - window: the same of the window, at least one row.
    /// - Returns: nil where there are more rows than ``DriftMeasure/maximumResampledRows``.
    package init?(
        observed: Double, baseline: [Double], window: [Double], by measure: DriftMeasure, categorical: Bool = false,
        comparesNulls: Bool = false
    ) {
        let ring = baseline + window
        guard ring.count <= DriftMeasure.maximumResampledRows, !window.isEmpty else { return nil }
        let pooled = PooledSample(rows: ring, categorical: categorical, comparesNulls: comparesNulls)
        var isCurrent = [Bool](repeating: false, count: ring.count)
        for place in baseline.count..<ring.count { isCurrent[place] = true }
        var reached = 0
        for shift in 1..<ring.count {
            // The run leaves its first row and takes the next one in.
            isCurrent[(baseline.count + shift - 1) % ring.count] = false
            isCurrent[(baseline.count + shift - 1 + window.count) % ring.count] = true
            let value = DriftComparison(pooled.pair(isCurrent: isCurrent), by: measure).value()
            if DriftMeasure.isReached(observed, by: value) { reached += 1 }
        }
        pValue = Double(1 + reached) / Double(ring.count)
        rows = ring.count
    }
}
