/// How many events may be seen in a stretch of history so that their yearly rate is, with 90 % confidence, within a budget.
package enum PoissonBudget {
    /// The largest k with χ²₀.₉₀(2k + 2)/2 ≤ budget, nil when not even k = 0 qualifies.
    ///
    /// χ²₀.₉₀(2k + 2)/2 is the exact upper 90 % confidence bound of a Poisson mean of which k events were seen (Garwood, 1936).
    /// - Parameter budget: events allowed over the whole stretch (rate × years), at least 0.
    package static func largestCount(budget: Double) -> Int? {
        var k = 0
        while ChiSquareDistribution(degreesOfFreedom: 2 * k + 2).quantile(0.9) / 2 <= budget { k += 1 }
        return k > 0 ? k - 1 : nil
    }
}
