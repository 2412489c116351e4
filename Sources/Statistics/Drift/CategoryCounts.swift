/// Two samples of categories, counted side by side: χ² of homogeneity and the L∞ distance of the shares.
package struct CategoryCounts: Equatable, Sendable {
    /// One entry per category that occurs in either sample.
    package let current: [Int]
    package let baseline: [Int]

    /// - Parameters: counts per category in the same order; categories absent from both are dropped.
    package init(current: [Int], baseline: [Int]) {
        precondition(current.count == baseline.count, "both samples are counted in the same categories")
        let present = current.indices.filter { current[$0] + baseline[$0] > 0 }
        self.current = present.map { current[$0] }
        self.baseline = present.map { baseline[$0] }
    }

    package func chiSquare() -> ChiSquareTest {
        let n = Double(current.reduce(0, +))
        let m = Double(baseline.reduce(0, +))
        var statistic = 0.0
        for (a, b) in zip(current, baseline) {
            for term in CategoryCounts.terms(a, of: n, b, of: m) { statistic += term }
        }
        return ChiSquareTest(statistic: statistic, degreesOfFreedom: max(0, current.count - 1))
    }

    /// The part of each category in χ².
    package func chiSquareContributions() -> [Double] {
        let n = Double(current.reduce(0, +))
        let m = Double(baseline.reduce(0, +))
        return zip(current, baseline).map { CategoryCounts.terms($0, of: n, $1, of: m).reduce(0, +) }
    }

    private static func terms(_ a: Int, of n: Double, _ b: Int, of m: Double) -> [Double] {
        [(Double(a), n), (Double(b), m)].map { observed, size in
            let expected = Double(a + b) * size / (n + m)
            return (observed - expected) * (observed - expected) / expected
        }
    }

    /// By how much the share of each category has changed.
    package func shareDifferences() -> [Double] {
        let n = Double(current.reduce(0, +))
        let m = Double(baseline.reduce(0, +))
        return zip(current, baseline).map { abs(Double($0) / n - Double($1) / m) }
    }

    /// The largest difference of a category's share, 0 … 1. Robust and easy to read; noisy for few rows.
    package func lInfinity() -> Double {
        shareDifferences().max() ?? 0
    }
}
