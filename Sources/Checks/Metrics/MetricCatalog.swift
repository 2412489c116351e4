import Statistics

/// Every metric that works; `bellwether metrics` prints it.
package enum MetricCatalog {
    package static let metrics: [MetricDefinition] =
        [.schema, .nullPercent, .sessionsBehind, .rowCount]
        + DriftMeasure.metrics
        + [.relation]
        + ForecastError.metrics
        + [.skill, .hitRate, .calibration, .importanceShift]
        + EstimatedScore.metrics
        + [.missingLabels, .decisionAccuracy]
        + MoneyMetric.metrics

    package static subscript(name: String) -> MetricDefinition? { metrics.first { $0.name == name } }

    package static var names: [String] { metrics.map(\.name) }
}
