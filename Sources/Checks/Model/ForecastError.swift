import Statistics

/// Scores of a forecast's error.
package enum ForecastError: String, Sendable, CaseIterable {
    case rmse
    case mae
    case bias
    case scaledRmse = "scaled_rmse"

    /// The pairs below which it means nothing.
    static let minimumPairs = 5
    static let bootstrap = "error-bootstrap"

    var isMeanSquare: Bool { measure == .rootMeanSquare }

    package func score(_ errors: [Double]) -> Double { measure(errors) }

    var measure: ErrorMeasure {
        switch self {
        case .rmse, .scaledRmse: .rootMeanSquare
        case .mae: .meanAbsolute
        case .bias: .bias
        }
    }
}
