import Core
import Statistics

/// Every metric that works, with its definition; `bellwether metrics` prints it.
package enum CheckCatalog {
    package static let metrics: [Metric] =
        [
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
                definition:
                    "100 · nulls / rows of the window, with Wilson's 95 % interval. Invalid cells are not nulls.",
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
        ] + model + business

    private static let model: [Metric] = [
        ofModel(
            "rmse", .error(.rmse), .model, unit: "the label's unit, or percent above baseline",
            minimumSample: "5 pairs",
            "Root mean square of prediction − label over the pairs whose label session lies in the window, with its studentised bootstrap interval; relative_to: baseline compares with the gated artifact's score on its holdout.",
            limits: "window: 10 sessions, relative_to: baseline, critical: above 20%", runbook: "performance"),
        ofModel(
            "mae", .error(.mae), .model, unit: "the label's unit, or percent above baseline", minimumSample: "5 pairs",
            "Mean absolute error.", limits: "window: 63 sessions, relative_to: baseline, critical: above 50%",
            runbook: "performance"),
        ofModel(
            "bias", .error(.bias), .model, unit: "the label's unit", minimumSample: "5 pairs",
            "Mean of prediction − label: positive when the model says too much.",
            limits: "window: 252 sessions, judge: evidence, warning: above 0.001", runbook: "performance"),
        ofModel(
            "scaled_rmse", .error(.scaledRmse), .model, unit: "standard deviations, or percent above baseline",
            minimumSample: "5 pairs",
            "Root mean square of (prediction − label)/σ: 1 when the model's σ is right. With judge: evidence the one-sided 95 % bound decides.",
            limits: "window: 63 sessions, judge: evidence, critical: above 1", runbook: "performance"),
        ofModel(
            "hit_rate", .hitRate, .model, unit: "0 … 1", minimumSample: "10 pairs with label ≠ 0",
            "Share of predictions with the label's sign, labels of 0 left out, a prediction of 0 a miss; Wilson's interval.",
            limits: "window: 252 sessions, judge: evidence, warning: below 0.5", runbook: "performance"),
        Metric(
            name: "calibration", kind: .calibration, layer: .model, subject: .forecasts, isWindowed: true,
            unit: "standard errors", minimumSample: "252 pairs",
            definition:
                "|z| between what a probability says and what came true (calibration-in-the-large), or between the share of labels inside an interval and what it promises. Beside it the reliability curve, Brier with its parts, ECE with its null, PIT.",
            example:
                "{name: calibration, metric: calibration, of: [probability_up, coverage_95], window: 504 sessions, warning: above 3, owner: data-science, runbook: performance}"
        ),
        ofModel(
            "importance_shift", .importanceShift, .model, unit: "0 … 1", minimumSample: "252 rows",
            "Total variation distance between the deployed model's permutation importance on the window's rows and on the baseline's; correlated features are permuted together. Needs the built-in model.",
            limits: "window: 504 sessions, warning: above 0.5", runbook: "performance"),
        estimate(.rmse, "the label's unit", "Root mean square error", worse: "above 0.02"),
        estimate(.mae, "the label's unit", "Mean absolute error", worse: "above 0.015"),
        estimate(.hitRate, "0 … 1", "Share of hits", worse: "below 0.45"),
        ofModel(
            "missing_labels", .missingLabels, .model, unit: "labels", minimumSample: "1 prediction",
            "Predictions whose label session lies in the window and whose label was due and is not there.",
            limits: "window: 21 sessions, warning: above 0", runbook: "late-data"),
    ]

    private static let business: [Metric] = [
        ofModel(
            "decision_accuracy", .decisionAccuracy, .business, unit: "0 … 1", minimumSample: "10 decisions",
            "Share of decisions that were right: acted on an event, or not acted without one; Wilson's interval.",
            limits: "window: 252 sessions, warning: below 0.5", runbook: "performance"),
        ofModel(
            "false_positive_cost", .money(.falsePositiveCost), .business, unit: "money", minimumSample: "1 decision",
            "What acting cost where no event came.", limits: "window: 252 sessions, warning: above 400000",
            runbook: "performance"),
        ofModel(
            "false_negative_cost", .money(.falseNegativeCost), .business, unit: "money", minimumSample: "1 decision",
            "What events cost that were not acted on.", limits: "window: 252 sessions, warning: above 300000",
            runbook: "performance"),
        ofModel(
            "value", .money(.value), .business, unit: "money", minimumSample: "1 decision",
            "What the decisions earned beyond never acting, with always and perfect beside it.",
            limits: "window: 252 sessions, judge: evidence, critical: below 0", runbook: "performance"),
        ofModel(
            "value_captured", .money(.captured), .business, unit: "share of perfect's value",
            minimumSample: "1 decision",
            "value as a share of what acting exactly on events would have earned.",
            limits: "window: 756 sessions, judge: evidence, warning: below 0.1", runbook: "performance"),
        ofModel(
            "drawdown", .money(.drawdown), .business, unit: "money", minimumSample: "1 decision",
            "The largest fall of the cumulated value below its highest point in the window.",
            limits: "window: 252 sessions, warning: above 100000", runbook: "performance"),
    ]

    private static func estimate(_ score: EstimatedScore, _ unit: String, _ what: String, worse: String) -> Metric {
        ofModel(
            score.rawValue, .estimate(score), .model, unit: unit, minimumSample: "10 predictions",
            "\(what) of the predictions made in the window, estimated from their features before their labels are known, with the band of what is realised; not enough evidence when it missed its band too often before. Blind to concept drift. Needs the built-in model.",
            limits: "window: 21 sessions, warning: \(worse)", runbook: "performance")
    }

    private static func ofModel(
        _ name: String, _ kind: Metric.Kind, _ layer: Layer, unit: String, minimumSample: String, _ definition: String,
        limits: String, runbook: String
    ) -> Metric {
        Metric(
            name: name, kind: kind, layer: layer, subject: .model, isWindowed: true, unit: unit,
            minimumSample: minimumSample, definition: definition,
            example:
                "{name: \(name.replacing("_", with: "-")), metric: \(name), \(limits), owner: data-science, runbook: \(runbook)}"
        )
    }

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
