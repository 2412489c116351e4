package import Core
package import Statistics

/// A metric of the catalogue: what can stand behind `metric:` in a policy.
package struct Metric: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case schema
        case nullPercent
        case sessionsBehind
        case drift(DriftMeasure)
        case relation
        case error(ForecastError)
        case hitRate
        case calibration
        case importanceShift
        case missingLabels
        case estimate(EstimatedScore)
        case decisionAccuracy
        case money(MoneyMetric)
    }

    /// What `of:` names.
    package enum Subject: String, Sendable {
        case source = "a source"
        case columns = "one column or several"
        case pair = "a pair {y: …, x: …} of columns"
        /// `of:` is not written.
        case model = "the model"
        case forecasts = "one forecast or several"
    }

    package let name: String
    package let kind: Kind
    package let layer: Layer
    package let subject: Subject
    /// Whether it is measured over a window of sessions.
    package let isWindowed: Bool
    package let unit: String
    /// The sample below which it is not judged, in words.
    package let minimumSample: String
    package let definition: String
    /// A row of a policy that uses it.
    package let example: String

    /// Whether it compares with rows of a baseline.
    package var hasBaseline: Bool {
        switch kind {
        case .drift, .relation, .importanceShift: true
        default: false
        }
    }

    /// Whether it is about the data being whole.
    package var isIntegrity: Bool { [.schema, .nullPercent, .sessionsBehind].contains(kind) }

    /// Whether it can be said as a percentage above its baseline.
    package var canBeRelative: Bool {
        if case .error(let error) = kind { error != .bias } else { false }
    }

    /// Whether a p-value can be judged.
    package var hasPValue: Bool {
        switch kind {
        case .drift(let measure): [.psi, .kolmogorovSmirnov, .chiSquare].contains(measure)
        case .calibration: true
        default: false
        }
    }

    /// Whether it has an interval that `judge: evidence` can look at.
    package var hasInterval: Bool {
        switch kind {
        case .nullPercent, .relation, .error, .hitRate, .estimate, .decisionAccuracy: true
        case .money(let metric): metric != .drawdown
        default: false
        }
    }

    static let errorBootstrap = "error-bootstrap"
    static let moneyBootstrap = "money-bootstrap"

    /// Whether a budget can be calibrated: there is a value for each day of history, and more of it is worse.
    package var canBeBudgeted: Bool {
        switch kind {
        case .nullPercent, .drift, .relation, .calibration: true
        case .error(let error): error != .bias
        case .money(let metric): [.falsePositiveCost, .falseNegativeCost, .drawdown].contains(metric)
        case .schema, .sessionsBehind, .hitRate, .importanceShift, .missingLabels, .estimate, .decisionAccuracy: false
        }
    }

    /// What its sample counts.
    package var sampleNoun: String {
        switch kind {
        case .error, .hitRate, .calibration: "pair"
        case .missingLabels, .estimate: "prediction"
        case .decisionAccuracy, .money: "decision"
        case .schema, .nullPercent, .sessionsBehind, .drift, .relation, .importanceShift: "row"
        }
    }

    /// The sample below which it is never judged, where that does not depend on the data.
    package var requiredSample: Int? {
        switch kind {
        case .error: ForecastError.minimumPairs
        case .hitRate: HitRateEvaluation.minimumPairs
        case .calibration: CalibrationEvaluation.minimumPairs
        case .importanceShift: ModelChecks.importanceRows
        case .estimate: ScoreEstimate.minimumRows
        case .decisionAccuracy: DecisionTotals.minimumForAccuracy
        case .relation: RelationEvaluation.minimumPairs
        case .schema, .nullPercent, .sessionsBehind, .drift, .missingLabels, .money: nil
        }
    }

    /// The purposes of its simulated and resampled figures.
    package var purposes: [String] {
        switch kind {
        case .error: [Metric.errorBootstrap]
        case .money(let metric): metric == .drawdown ? [] : [Metric.moneyBootstrap]
        case .drift(.psi): ["psi-null"]
        case .relation: ["relation-bootstrap"]
        case .calibration: ["ece-null"]
        case .importanceShift: ["importance-window", "importance-baseline"]
        default: []
        }
    }

    /// Whether its value is a share, so that a bound may be written in percent.
    package var isShare: Bool {
        switch kind {
        case .hitRate, .estimate(.hitRate), .decisionAccuracy, .importanceShift: true
        case .money(let metric): metric == .captured
        default: false
        }
    }
}

/// Scores of a forecast's error.
package enum ForecastError: String, Sendable, CaseIterable {
    case rmse
    case mae
    case bias
    case scaledRmse = "scaled_rmse"

    /// The pairs below which it means nothing.
    static let minimumPairs = 5

    var measure: ErrorMeasure {
        switch self {
        case .rmse, .scaledRmse: .rootMeanSquare
        case .mae: .meanAbsolute
        case .bias: .bias
        }
    }
}

/// Scores that are estimated before labels arrive.
package enum EstimatedScore: String, Sendable, CaseIterable {
    case rmse = "estimated_rmse"
    case mae = "estimated_mae"
    case hitRate = "estimated_hit_rate"
}

/// What decisions earned or cost.
package enum MoneyMetric: String, Sendable, CaseIterable {
    case falsePositiveCost = "false_positive_cost"
    case falseNegativeCost = "false_negative_cost"
    case value
    case captured = "value_captured"
    case drawdown
}
