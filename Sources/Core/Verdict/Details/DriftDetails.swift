/// A distance between two distributions: how many rows the baseline has, and how the bins contribute.
package struct DriftDetails: Equatable, Sendable {
    /// Counts and contribution of each bin, in their order.
    package struct Bins: Equatable, Sendable {
        package let current: [Int]
        package let baseline: [Int]
        package let contributions: [Double]
        /// Inner edges; nil where the bins are categories.
        package let edges: [Double]?
        /// True if the last bin counts nulls; only known where there are edges.
        package let lastHoldsNulls: Bool

        package init(
            current: [Int], baseline: [Int], contributions: [Double], edges: [Double]?, lastHoldsNulls: Bool
        ) {
            self.current = current
            self.baseline = baseline
            self.contributions = contributions
            self.edges = edges
            self.lastHoldsNulls = lastHoldsNulls
        }
    }

    package let baselineSample: Int
    package var bins: Bins?
    /// Of a χ² test.
    package var degreesOfFreedom: Int?

    package init(baselineSample: Int) { self.baselineSample = baselineSample }
}
