import Foundation

/// Tells a level that wanders or trends from one that keeps returning to its mean: the Zτ test of a unit root, with a
/// constant.
///
/// Source: Phillips and Perron, "Testing for a Unit Root in Time Series Regression", 1988, with Newey and West's
/// variance over 4·(n/100)^(2/9) lags. A level that returns slowly needs many values to be told from one that does not.
package struct UnitRootTest: Equatable, Sendable {
    /// Below it, a unit root is rejected at 5 % (MacKinnon, 1991, for many values).
    package static let critical = -2.86
    package static let minimumValues = 20

    package let statistic: Double

    /// True if the level returns to its mean, as far as its values show.
    package var isStationary: Bool { statistic < UnitRootTest.critical }

    /// - Parameter values: in the order of time.
    /// - Returns: nil for few values, where nothing varies, and where squares are beyond what a number holds.
    package init?(_ values: [Double]) {
        guard values.count >= UnitRootTest.minimumValues,
            let fit = LeastSquares(x: Array(values.dropLast()), y: Array(values.dropFirst()))
        else { return nil }
        let count = values.count - 1
        let n = Double(count)
        let residuals = (0..<count).map { values[$0 + 1] - fit.intercept - fit.slope * values[$0] }
        let mean = values.dropLast().reduce(0, +) / n
        let squares = values.dropLast().reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
        let sum = residuals.reduce(0.0) { $0 + $1 * $1 }
        let spread = (sum / (n - 2)).squareRoot()
        let error = spread / squares.squareRoot()
        var longRun = sum / n
        let lags = Int(4 * pow(n / 100, 2.0 / 9))
        for lag in stride(from: 1, through: min(lags, count - 1), by: 1) {
            let covariance = (lag..<count).reduce(0.0) { $0 + residuals[$1] * residuals[$1 - lag] } / n
            longRun += 2 * (1 - Double(lag) / Double(lags + 1)) * covariance
        }
        let short = sum / n
        let statistic =
            (short / longRun).squareRoot() * (fit.slope - 1) / error
            - (longRun - short) / (2 * longRun.squareRoot()) * n * error / spread
        guard statistic.isFinite else { return nil }
        self.statistic = statistic
    }
}
