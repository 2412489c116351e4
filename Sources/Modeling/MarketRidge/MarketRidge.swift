package import Statistics

/// The built-in model: a ridge regression of the next session's log return, and one of its size for the spread.
///
/// The scale head predicts |y|; σ is its prediction (not below a quarter of the mean |y| it was fitted on) times k, the
/// root mean square of out-of-fold errors per predicted size, so that the spread is honest and not that of the fitted
/// rows. Assumes that the relation of the last three years holds tomorrow; the mean has no skill to speak of, the
/// spread has.
package struct MarketRidge: Codable, Equatable, Sendable {
    package let mean: RidgeRegression
    package let scale: RidgeRegression
    /// The least predicted size.
    package let floor: Double
    /// Standard deviations per predicted size.
    package let spread: Double

    package static let meanPenalty = 1_000.0
    package static let scalePenalty = 10.0
    package static let folds = 5
    static let floorShare = 0.25

    /// Trains on complete, labelled rows in the order of time.
    /// - Parameters:
    ///   - rows: features as ``MarketFeatures`` makes them; at least as many as there are folds.
    ///   - labels: the log return of the session after each row.
    package init(rows: [[Double]], labels: [Double]) {
        precondition(rows.count >= MarketRidge.folds, "each fold needs a row")
        let values = rows.flatMap { $0 }
        let whole = Heads(values, labels)
        mean = whole.mean
        scale = whole.scale
        floor = whole.floor
        spread = MarketRidge.outOfFoldSpread(rows, values: values, labels: labels)
    }

    /// - Parameter features: as many as ``MarketFeatures/names``, in their order.
    package func callAsFunction(_ features: [Double]) -> Forecast {
        Forecast(mean: mean(features), sigma: size(features) * spread)
    }

    /// The expected size of the label.
    package func size(_ features: [Double]) -> Double { max(scale(features), floor) }

    /// √mean(((y − μ̂)/ŝ)²) over all rows, each predicted by heads fitted on the other contiguous folds.
    private static func outOfFoldSpread(
        _ rows: [[Double]], values: [Double], labels: [Double]
    ) -> Double {
        let width = rows[0].count
        var squares = 0.0
        for fold in 0..<folds {
            let held = (fold * rows.count / folds)..<((fold + 1) * rows.count / folds)
            let heads = Heads(
                Array(values[..<(held.lowerBound * width)] + values[(held.upperBound * width)...]),
                Array(labels[..<held.lowerBound] + labels[held.upperBound...]))
            for row in held {
                let error = (labels[row] - heads.mean(rows[row])) / max(heads.scale(rows[row]), heads.floor)
                squares += error * error
            }
        }
        return (squares / Double(rows.count)).squareRoot()
    }

    /// Both regressions, fitted on the same rows.
    private struct Heads {
        let mean: RidgeRegression
        let scale: RidgeRegression
        let floor: Double

        /// - Parameter values: the features of all rows, row after row.
        init(_ values: [Double], _ labels: [Double]) {
            let sizes = labels.map { abs($0) }
            let design = RidgeDesign(values: values, count: labels.count)
            mean = design.fit(labels, penalty: meanPenalty)
            scale = design.fit(sizes, penalty: scalePenalty)
            floor = floorShare * (sizes.reduce(0, +) / Double(sizes.count))
        }
    }
}
