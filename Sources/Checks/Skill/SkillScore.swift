/// A loss that a model and its benchmark are compared by: `score:` of a check.
package enum SkillScore: String, Sendable, CaseIterable {
    case logScore = "log_score"
    case crps
    case squaredError = "squared_error"
    case hits
    case value

    /// Names of other tools.
    static let familiar = [
        "log_loss": "log_score", "nll": "log_score", "log_likelihood": "log_score", "logs": "log_score",
        "mse": "squared_error", "rmse": "squared_error", "se": "squared_error", "hit_rate": "hits", "sign": "hits",
        "accuracy": "hits", "money": "value", "pnl": "value",
    ]

    /// True if it looks at the forecast's σ.
    var needsSigma: Bool { self == .logScore || self == .crps }

    /// True if a benchmark says what it looks at: ewma and a column forecast 0, which has no sign.
    func takes(_ benchmark: SkillBenchmark) -> Bool {
        switch (self, benchmark) {
        case (_, .ledger), (_, .constant): true
        case (.hits, .alwaysUp), (.value, .never), (.value, .always): true
        case (.hits, .ewma), (.hits, .column): false
        case (_, .alwaysUp), (_, .never), (_, .always): false
        case (_, .ewma), (_, .column): true
        }
    }
}
