package import TradingCalendar

/// A model's mean loss beside that of a benchmark, and the test of their difference.
package struct SkillDetails: Equatable, Sendable {
    /// The test of Diebold and Mariano.
    package struct Test: Equatable, Sendable {
        /// The mean difference over its standard error.
        package let statistic: Double
        package let degreesOfFreedom: Int
        /// Two-sided.
        package let pValue: Double
        /// Corrected for the horizon.
        package let standardError: Double
        /// False where the window's own rows gave the standard error.
        package let isFromHistory: Bool

        package init(
            statistic: Double, degreesOfFreedom: Int, pValue: Double, standardError: Double, isFromHistory: Bool
        ) {
            self.statistic = statistic
            self.degreesOfFreedom = degreesOfFreedom
            self.pValue = pValue
            self.standardError = standardError
            self.isFromHistory = isFromHistory
        }
    }

    /// The benchmark's forecast beside a prediction.
    package struct Forecast: Equatable, Sendable {
        /// The session of the prediction.
        package let session: Day
        package let mean: Double
        package let sigma: Double?
        /// The factor of its scale; nil where it has none.
        package let factor: Double?

        package init(session: Day, mean: Double, sigma: Double?, factor: Double?) {
            self.session = session
            self.mean = mean
            self.sigma = sigma
            self.factor = factor
        }
    }

    package let score: String
    package let against: String
    package var modelLoss: Double?
    package var benchmarkLoss: Double?
    /// nil where nothing varies, or there are too few pairs.
    package var test: Test?
    /// Sessions from a prediction to its label, at most.
    package var horizon: Int?
    /// The newest in the window; nil of decisions without a forecast.
    package var forecast: Forecast?
    /// The number of pairs of the window that are not compared, by the reason.
    package var leftOut: [String: Int] = [:]

    package init(score: String, against: String) {
        self.score = score
        self.against = against
    }
}
