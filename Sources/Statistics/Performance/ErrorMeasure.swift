/// Measures of a forecast's errors, each one function of the errors e = prediction − outcome.
///
/// All three assume nothing. The root mean square is moved most by a few large errors, as volatile data has them; with
/// few rows it says more of those days than of the model, so look at its interval.
package enum ErrorMeasure: Sendable {
    /// √(Σe²/n), in the unit of e.
    case rootMeanSquare
    /// Σ|e|/n.
    case meanAbsolute
    /// Σe/n: positive when predictions are too high.
    case bias

    /// - Parameter errors: finite; at least one.
    package func callAsFunction(_ errors: ArraySlice<Double>) -> Double {
        let n = Double(errors.count)
        return errors.withUnsafeBufferPointer { errors in
            switch self {
            case .rootMeanSquare: (errors.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
            case .meanAbsolute: errors.reduce(0) { $0 + abs($1) } / n
            case .bias: errors.reduce(0, +) / n
            }
        }
    }

    package func callAsFunction(_ errors: [Double]) -> Double { callAsFunction(errors[...]) }

    /// The share of days, in percent, on which a root mean square of `rows` independent normal errors of the right size
    /// is more than `ratio` times that size: P(χ²ₙ > n·ratio²).
    package static func alarmPercentOfPerfectModel(rows: Int, ratio: Double) -> Double {
        guard ratio > 0 else { return 100 }
        return 100 * ChiSquareDistribution(degreesOfFreedom: rows).upperTail(Double(rows) * ratio * ratio)
    }
}
