import Core
import Statistics

/// Every metric that works, with its definition; `bellwether metrics` prints it.
package enum CheckCatalog {
    package static let metrics: [Metric] = [
        Metric(
            name: "schema", kind: .schema, layer: .data, subject: .source, isWindowed: false, unit: "findings",
            minimumSample: "none",
            definition:
                "Findings of the contract on the header and the rows of the last 21 sessions: missing, renamed, unexpected or reordered columns, cells of another type, nulls where none are allowed, values out of range, repeated keys, time going backwards.",
            example:
                "{name: schema, metric: schema, of: market, critical: [missing, type_mismatch], warning: any, owner: data-engineering, runbook: ingestion}"
        ),
        Metric(
            name: "null_percent", kind: .nullPercent, layer: .data, subject: .columns, isWindowed: true,
            unit: "percent",
            minimumSample: "1 row",
            definition: "100 · nulls / rows of the window, with Wilson's 95 % interval. Invalid cells are not nulls.",
            example:
                "{name: nulls, metric: null_percent, of: vix_close, window: 252 sessions, warning: above 0.5, critical: above 2, owner: data-engineering, runbook: ingestion}"
        ),
        Metric(
            name: "sessions_behind", kind: .sessionsBehind, layer: .data, subject: .source, isWindowed: false,
            unit: "sessions",
            minimumSample: "1 row",
            definition:
                "Sessions whose row is due and that are later than the latest row. Weekends and holidays add nothing.",
            example:
                "{name: freshness, metric: sessions_behind, of: market, critical: above 1, owner: data-engineering, runbook: late-data}"
        ),
        drift(
            .psi, unit: "nats", minimumSample: "2 rows a bin",
            "Population stability index over the bins of the baseline's deciles, shares smoothed by half a row a bin; categories have a bin each. Beside it the value that unchanged data would give and its exact p-value for independent rows."
        ),
        drift(
            .kolmogorovSmirnov, unit: "0 … 1", minimumSample: "10 rows",
            "Kolmogorov–Smirnov: the largest distance between the two distribution functions, with its exact p-value for independent rows."
        ),
        drift(
            .wasserstein, unit: "standard deviations of the baseline", minimumSample: "10 rows",
            "First Wasserstein distance, divided by the baseline's standard deviation."),
        drift(
            .jensenShannon, unit: "0 … 1", minimumSample: "2 rows a bin",
            "Jensen–Shannon distance (base 2, square root of the divergence) over the bins of PSI."),
        drift(
            .hellinger, unit: "0 … 1", minimumSample: "2 rows a bin",
            "Hellinger distance over the bins of PSI."),
        drift(
            .chiSquare, unit: "χ²", minimumSample: "2 rows a category",
            "Pearson's χ² of homogeneity of the categories (text, boolean or integer columns), with its p-value for independent rows."
        ),
        drift(
            .lInfinity, unit: "0 … 1", minimumSample: "2 rows a category",
            "The largest change of a category's share (text, boolean or integer columns)."),
        Metric(
            name: "relation", kind: .relation, layer: .data, subject: .pair, isWindowed: true, unit: "y per x",
            minimumSample: "10 pairs",
            definition:
                "|slope of the window − slope of the baseline| of the least-squares line of y on x, rows with either null dropped; with intercepts, correlations, the bootstrapped interval of the difference, and Page–Hinkley on the window's residuals.",
            example:
                "{name: relation, metric: relation, of: {y: {column: sp500_close, as: log_return}, x: {column: vix_close, as: change}}, window: 63 sessions, critical: budget 2 a year, owner: data-science, runbook: drift}"
        ),
    ]

    package static subscript(name: String) -> Metric? { metrics.first { $0.name == name } }

    package static var names: [String] { metrics.map(\.name) }

    private static func drift(_ measure: DriftMeasure, unit: String, minimumSample: String, _ definition: String)
        -> Metric
    {
        let column = measure.isForCategories ? "currency" : "vix_close"
        return Metric(
            name: measure.rawValue, kind: .drift(measure), layer: .data, subject: .columns, isWindowed: true,
            unit: unit,
            minimumSample: minimumSample, definition: definition,
            example:
                "{name: drift, metric: \(measure.rawValue), of: \(column), window: 63 sessions, critical: budget 2 a year, owner: data-science, runbook: drift}"
        )
    }
}
