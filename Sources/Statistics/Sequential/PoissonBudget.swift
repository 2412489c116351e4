/// The number of events that may be seen in a stretch of history so that their yearly rate is, with 90 % confidence,
/// within a budget.
package enum PoissonBudget {
    /// The largest k with χ²₀.₉₀(2k + 2)/2 ≤ budget, nil when not even k = 0 qualifies.
    ///
    /// χ²₀.₉₀(2k + 2)/2 is the exact upper 90 % confidence bound of a Poisson mean of which k events were seen
    /// (Garwood, 1936).
    /// - Parameter budget: events allowed over the whole stretch (rate × years), at least 0.
    package static func maximumCount(budget: Double) -> Int? {
        // The bound grows with k and lies above it, so the answer is below the budget.
        var low = 0
        var high = Int(min(budget, 1e6).rounded(.up)) + 1
        while low < high {
            let middle = (low + high) / 2
            // The bound is within the budget where the tail beyond the budget is no larger than that beyond the bound.
            let tail = ChiSquareDistribution(degreesOfFreedom: 2 * middle + 2).upperTail(2 * budget)
            if tail <= 1 - 0.9 { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The smallest budget over the whole stretch of which so many events are within: their upper 90 % bound.
    package static func smallest(for count: Int) -> Double {
        ChiSquareDistribution(degreesOfFreedom: 2 * count + 2).quantile(0.9) / 2
    }
}
