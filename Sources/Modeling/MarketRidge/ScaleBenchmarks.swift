/// The three simple forecasts of the size of the next return that a model of it must beat.
///
/// Each is rescaled on the newest rows that have matured, as many as a version is trained on, every day anew: the mean
/// size of the label; √v of an exponentially weighted mean square (0.94, as in RiskMetrics, 1996); and the level of the
/// volatility index.
package struct ScaleBenchmarks: Sendable {
    package let constant: Double
    package let exponential: Double
    package let volatilityIndex: Double

    static let decay = 0.94

    /// - Parameters:
    ///   - rows: as known at the end; nothing later than a row is used for it.
    ///   - returns: log returns against the previous row, nil where there is none.
    ///   - levels: of the volatility index.
    ///   - trailing: how many matured rows they are scaled on.
    /// - Returns: for each row its forecasts, nil where too few rows have matured or something is missing.
    package static func forecasts(
        _ rows: TrainingRows, returns: [Double?], levels: [Double?], trailing: Int
    ) -> [ScaleBenchmarks?] {
        let deviations = exponentialDeviations(returns)
        var sums: [(size: Double, deviation: Double, level: Double)] = [(0, 0, 0)]
        for row in rows.complete {
            let last = sums[sums.count - 1]
            sums.append(
                (
                    last.size + abs(rows.labels[row] ?? 0), last.deviation + (deviations[row] ?? 0),
                    last.level + (levels[row] ?? 0)
                ))
        }
        return rows.days.indices.map { row in
            let matured = rows.matured(through: rows.days[row]).count
            guard matured >= trailing, let deviation = deviations[row], let level = levels[row] else { return nil }
            let (from, to) = (sums[matured - trailing], sums[matured])
            let size = to.size - from.size
            return ScaleBenchmarks(
                constant: size / Double(trailing), exponential: size / (to.deviation - from.deviation) * deviation,
                volatilityIndex: size / (to.level - from.level) * level)
        }
    }

    private static func exponentialDeviations(_ returns: [Double?]) -> [Double?] {
        var variance: Double?
        return returns.map { value in
            guard let value else { return variance?.squareRoot() }
            variance = variance.map { decay * $0 + (1 - decay) * value * value } ?? value * value
            return variance?.squareRoot()
        }
    }
}
