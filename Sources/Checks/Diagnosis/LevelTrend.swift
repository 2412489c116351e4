package import Core
import Statistics

/// A level that goes one way and does not return: its rank correlation with time is large, and either it is not shown
/// to return to its mean, or the correlation is more than values that are like the ones before have by chance. That
/// tells it from a level that only wanders about its mean.
package struct LevelTrend: Sendable {
    /// Beyond this rank correlation with time a level goes one way.
    static let minimumCorrelation = 0.7
    /// Standard errors beyond which a correlation is not by chance.
    static let clear = 3.0

    /// Spearman's, of value and place in time.
    package let rankCorrelation: Double
    /// The transform that takes it out.
    package let transform: Transform

    /// - Parameter values: in the order of time.
    /// - Returns: nil where it is none.
    init?(_ values: [Double]) {
        guard let correlation = Statistics.rankCorrelation(values.indices.map(Double.init), values),
            abs(correlation) > LevelTrend.minimumCorrelation,
            UnitRootTest(values)?.isStationary != true || LevelTrend.isClear(correlation, of: values)
        else { return nil }
        self.rankCorrelation = correlation
        transform = values.allSatisfy { $0 > 0 } ? .logReturn : .change
    }

    /// By the number of independent values that say as much (Bartlett, 1935).
    private static func isClear(_ correlation: Double, of values: [Double]) -> Bool {
        guard let dependence = SerialDependence.autocorrelation(values), dependence < 1 else { return false }
        let effective = Double(values.count) * (1 - dependence) / (1 + dependence)
        return abs(correlation) * effective.squareRoot() > clear
    }
}

extension SourceEvidence {
    /// The trend of the level of a column of numbers; nil where it has none.
    package func trend(of column: String) -> LevelTrend? {
        series(.init(column: column, transform: .level)).flatMap { series in
            series.isCategorical ? nil : LevelTrend(series.present(series.values.indices))
        }
    }
}
