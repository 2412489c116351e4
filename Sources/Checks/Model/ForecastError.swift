import Statistics

/// Scores of a forecast's error.
package enum ForecastError: String, Sendable, CaseIterable {
    case rmse
    case mae
    case bias
    case scaledRmse = "scaled_rmse"
    case logScore = "log_score"
    case crps

    /// The pairs below which it means nothing.
    static let minimumPairs = 5

    /// The root of the rows' mean is the score.
    var isMeanSquare: Bool { measure == .rootMeanSquare }

    /// The kind of interval that the mean of its rows has.
    var kind: MeanInterval.Kind {
        switch self {
        case .bias, .logScore: .real
        case .rmse, .mae, .scaledRmse, .crps: .positive
        }
    }

    /// The row that an error gives, of which the score is the mean or its root.
    func row(_ error: Double) -> Double {
        switch self {
        case .rmse, .scaledRmse: error * error
        case .mae: abs(error)
        case .bias, .logScore, .crps: error
        }
    }

    package func score(_ errors: [Double]) -> Double { measure(errors) }

    var measure: ErrorMeasure {
        switch self {
        case .rmse, .scaledRmse: .rootMeanSquare
        case .mae: .meanAbsolute
        // A mean of what each pair scores.
        case .bias, .logScore, .crps: .bias
        }
    }

    /// The proper score of a pair that it is the mean of; nil where it is none.
    var properScore: NormalScore? {
        switch self {
        case .logScore: .logarithmic
        case .crps: .continuousRankedProbability
        case .rmse, .mae, .bias, .scaledRmse: nil
        }
    }

    /// True if a pair without a σ has none.
    package var looksAtSigma: Bool { self == .scaledRmse || properScore != nil }

    /// The term that one pair adds.
    /// - Parameters:
    ///   - error: prediction − label.
    ///   - sigma: NaN where the pair has none; not looked at by measures of the plain error.
    package func term(error: Double, sigma: Double) -> Double {
        switch self {
        case .rmse, .mae, .bias: error
        case .scaledRmse: error / sigma
        case .logScore, .crps: properScore.map { $0(error: error, sigma: sigma) } ?? error
        }
    }
}
