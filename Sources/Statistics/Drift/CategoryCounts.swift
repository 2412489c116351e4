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

    /// Pearson's χ² of homogeneity with its p-value.
    ///
    /// Assumes independent rows and expected counts of about 5 or more; grows with n for any difference, however small, so
    /// judge it by p-value or use ``lInfinity`` for the size. Source: Pearson, 1900.
    package var chiSquare: (statistic: Double, degreesOfFreedom: Int, pValue: Double) {
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
        let freedom = max(0, current.count - 1)
        let p = freedom == 0 ? 1 : ChiSquareDistribution(degreesOfFreedom: freedom).upperTail(statistic)
        return (statistic, freedom, p)
    }

    /// The largest difference of a category's share, 0 … 1. Robust and easy to read; noisy for few rows.
    package var lInfinity: Double {
        let n = Double(current.reduce(0, +))
        let m = Double(baseline.reduce(0, +))
        return zip(current, baseline).map { abs(Double($0) / n - Double($1) / m) }.max() ?? 0
    }
}
