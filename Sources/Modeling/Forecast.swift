import Foundation
import Statistics

/// A model's forecast of the next session: a normal distribution of the log return.
package struct Forecast: Equatable, Sendable {
    /// Expected log return, not in percent.
    package let mean: Double
    /// Standard deviation of the log return, above 0.
    package let sigma: Double

    package init(mean: Double, sigma: Double) {
        self.mean = mean
        self.sigma = sigma
    }

    /// P(the log return is above 0).
    package var probabilityUp: Double { NormalDistribution.cumulative(mean / sigma) }

    /// P(the simple return is below a bound).
    /// - Parameter bound: a simple return above −1, such as −0.01.
    package func probability(ofSimpleReturnBelow bound: Double) -> Double {
        NormalDistribution.cumulative((log1p(bound) - mean) / sigma)
    }

    /// Holds 80 % of outcomes if the forecast is right.
    package var interval80: ClosedRange<Double> { interval(NormalDistribution.quantile90) }
    /// Holds 95 % of outcomes if the forecast is right.
    package var interval95: ClosedRange<Double> { interval(NormalDistribution.quantile975) }

    /// The interval mean ± z · sigma.
    package func interval(_ z: Double) -> ClosedRange<Double> { (mean - z * sigma)...(mean + z * sigma) }
}
