import Foundation

/// Proper scores of a normal forecast: the lower the better, and in the long run lowest for the mean and the standard
/// deviation that are right.
///
/// Source: Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", 2007. Assumes that the
/// forecast is meant as a normal distribution; the outcomes need not be normal. A score says nothing by itself: compare
/// it with that of another forecast of the same outcomes. The logarithmic score is moved most by the outcomes that were
/// furthest out; the other grows only as their distance does.
package enum NormalScore: Sendable {
    /// −ln of the density at the outcome, in nats: ln σ + z²/2 + ln(2π)/2.
    case logarithmic
    /// The continuous ranked probability score, in the outcome's unit: σ·(z(2Φ(z) − 1) + 2φ(z) − 1/√π).
    case continuousRankedProbability

    /// - Parameters:
    ///   - error: mean − outcome, or the other way round: a normal distribution has two equal sides.
    ///   - sigma: above 0.
    package func callAsFunction(error: Double, sigma: Double) -> Double {
        let z = error / sigma
        switch self {
        case .logarithmic:
            return log(sigma) + z * z / 2 + log(2 * Double.pi) / 2
        case .continuousRankedProbability:
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            return sigma
                * (z * (2 * NormalDistribution.cumulative(z) - 1) + 2 * density - 1 / Double.pi.squareRoot())
        }
    }
}
