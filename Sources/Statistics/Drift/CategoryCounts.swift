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
            let total = Double(a + b)
            for (observed, size) in [(Double(a), n), (Double(b), m)] {
                let expected = total * size / (n + m)
                statistic += (observed - expected) * (observed - expected) / expected
            }
        }
        return ChiSquareTest(statistic: statistic, degreesOfFreedom: max(0, current.count - 1))
    }

    /// The largest difference of a category's share, 0 … 1. Robust and easy to read; noisy for few rows.
    package func lInfinity() -> Double {
        let n = Double(current.reduce(0, +))
        let m = Double(baseline.reduce(0, +))
        return zip(current, baseline).map { abs(Double($0) / n - Double($1) / m) }.max() ?? 0
    }
}
