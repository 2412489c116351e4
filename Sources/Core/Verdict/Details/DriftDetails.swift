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
        /// The categories, one a bin.
        package var names: [String]?
        /// The categories that the baseline never held, the most frequent first; of these the first few.
        package var unseen: [String] = []

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
    /// The degrees of freedom of a χ² test.
    package var degreesOfFreedom: Int?

    /// The correlation of the baseline's values, each with the one before; nil where it was not asked for, or is not defined.
    package var autocorrelation: Double?
    /// The excess of equal neighbours among the baseline's categories over those by chance, as a share of what is
    /// possible.
    package var agreement: Double?
    package var earlierWindows: EarlierWindows?

    /// Windows of the history with their distances from their own baselines.
    package struct EarlierWindows: Equatable, Sendable {
        package let count: Int
        /// Those that were at least as far as the present one.
        package let asFar: Int

        package init(count: Int, asFar: Int) {
            self.count = count
            self.asFar = asFar
        }
    }

    package init(baselineSample: Int) { self.baselineSample = baselineSample }
}
