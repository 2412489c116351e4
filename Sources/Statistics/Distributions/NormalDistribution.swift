import Foundation

/// The standard normal distribution.
package enum NormalDistribution {
    /// P(Z ≤ x).
    package static func cumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// The 0.975 quantile, of which the 95 % interval is made.
    package static let quantile975 = 1.959963984540054
    /// The 0.9 quantile, of which the 80 % interval is made.
    package static let quantile90 = 1.2815515655446004

    /// The size of the deviate that has a two-sided p-value; at most 37.5, whose p-value is about the smallest that a
    /// number holds to all its digits.
    package static func deviate(twoSided p: Double) -> Double {
        let tail = max(p, 2 * Double.leastNormalMagnitude) / 2
        var (low, high) = (0.0, 40.0)
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { return middle }
            if cumulative(-middle) > tail { low = middle } else { high = middle }
        }
    }
}
