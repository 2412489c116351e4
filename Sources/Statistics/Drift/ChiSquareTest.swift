/// Pearson's χ² of homogeneity.
///
/// Assumes independent rows and expected counts of about 5 or more; grows with n for any difference, however small, so
/// judge it by p-value or use ``CategoryCounts/lInfinity()`` for the size. Source: Pearson, 1900.
package struct ChiSquareTest: Equatable, Sendable {
    package let statistic: Double
    package let degreesOfFreedom: Int

    /// The probability of a statistic at least this large if both samples come from one distribution.
    package func pValue() -> Double {
        degreesOfFreedom == 0
            ? 1 : ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom).upperTail(statistic)
    }
}
