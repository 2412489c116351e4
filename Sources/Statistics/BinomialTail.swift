import Foundation

/// P(X ≥ k) of a binomial count: how surprising so many successes are.
/// - Parameters:
///   - k: 0 ... trials.
///   - probability: of each success, between 0 and 1.
package func binomialUpperTail(_ k: Int, trials: Int, probability: Double) -> Double {
    (k...trials).reduce(0) { sum, i in
        let ways = lgamma(Double(trials + 1)) - lgamma(Double(i + 1)) - lgamma(Double(trials - i + 1))
        return sum + exp(ways + Double(i) * log(probability) + Double(trials - i) * log1p(-probability))
    }
}
