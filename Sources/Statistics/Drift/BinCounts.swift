/// Two samples counted in the same bins.
package struct BinCounts: Equatable, Sendable {
    package let current: [Int]
    package let baseline: [Int]
    /// Inner edges, ascending; nil where the bins are categories, or the baseline is empty.
    package let edges: [Double]?

    package func distances() -> BinnedDistances {
        BinnedDistances(currentCounts: current, baselineCounts: baseline)
    }
}
