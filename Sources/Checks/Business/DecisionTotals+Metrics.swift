import Core

extension DecisionTotals {
    /// The share of decisions that were right; nil for too few.
    var accuracy: Double? {
        decisions >= DecisionTotals.minimumForAccuracy ? Double(right) / Double(decisions) : nil
    }

    static let minimumForAccuracy = 10

    /// nil without decisions.
    func figure(_ metric: MoneyMetric) -> Double? {
        guard decisions > 0 else { return nil }
        return switch metric {
        case .falsePositiveCost: falsePositiveCost.amount
        case .falseNegativeCost: falseNegativeCost.amount
        case .value: value.amount
        case .captured: captured
        case .drawdown: drawdown.amount
        }
    }
}
