package import Statistics

/// Forecast probabilities, or intervals, beside the outcomes.
package struct CalibrationDetails: Equatable, Sendable {
    package struct Reliability: Equatable, Sendable {
        package let observed: Double
        package let expected: Double
        package let curve: [ProbabilityForecasts.Bin]
        package let brier: ProbabilityForecasts.BrierScore
        package let expectedCalibrationError: Double
        /// The 95 % quantile of the expected calibration error if every probability were right.
        package let calibrationError95IfRight: Double

        /// - Parameter generator: draws the outcomes that right probabilities would have.
        package init(_ forecasts: ProbabilityForecasts, generator: inout SplitMix64) {
            observed = forecasts.share
            expected = forecasts.meanProbability
            curve = forecasts.reliabilityCurve
            brier = forecasts.brier
            expectedCalibrationError = forecasts.expectedCalibrationError
            calibrationError95IfRight = forecasts.calibrationErrorOfRightForecasts(&generator)
        }
    }

    package enum Forecasts: Equatable, Sendable {
        /// nil where it was not asked for.
        case probabilities(Reliability?)
        /// - Parameter pit: labels in each tenth of the forecast distribution; nil without σ.
        case intervals(Coverage, pit: [Int]?)
    }

    package let forecasts: Forecasts
    /// Signed, in standard errors; nil where there is no room for chance.
    package var z: Double?

    package init(_ forecasts: Forecasts) { self.forecasts = forecasts }
}
