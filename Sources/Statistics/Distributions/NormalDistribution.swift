import Foundation

/// The standard normal distribution.
package enum NormalDistribution {
    /// P(Z ≤ x).
    package static func cumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// The 0.975 quantile, of which the 95 % interval is made.
    package static let quantile975 = 1.959963984540054
    /// The 0.9 quantile, of which the 80 % interval is made.
    package static let quantile90 = 1.2815515655446004
}
