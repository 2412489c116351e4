import Core
import Statistics

extension MetricDefinition {
    static let relation: MetricDefinition = {
        var metric = MetricDefinition(
            name: "relation", layer: .data, subject: .pair, isWindowed: true, unit: "y per x",
            minimumSample: "10 pairs",
            definition:
                """
                |slope of the window − slope of the baseline| of the line of y on x, by least squares or by Theil–Sen \
                (fit: theil_sen), rows with either null dropped; with intercepts, correlations, the row that pulls \
                most, the bootstrapped interval of the difference, and Page–Hinkley on the residuals of five years.
                """,
            example:
                """
                {name: relation, metric: relation, of: {y: {column: sp500_close, as: log_return}, x: {column: \
                vix_close, as: change}}, window: 63 sessions, fit: theil_sen, judge: evidence, critical: above 0.002, owner: \
                data-science, runbook: drift}
                """,
            method: .sourceWindow { RelationEvaluation($0, $1) })
        metric.capabilities = [.baseline, .interval, .budget]
        metric.requiredSample = RelationEvaluation.minimumPairs
        metric.purposes = [RelationEvaluation.bootstrap]
        metric.wording = { "the slope moved by \($0.text)" }
        return metric
    }()
}
