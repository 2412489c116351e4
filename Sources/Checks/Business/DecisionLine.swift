package import Core

/// A line of the money ledger: one decision, what happened, and what it earned or cost beside the alternatives.
package struct DecisionLine: Sendable {
    package enum Outcome: String, Sendable {
        case truePositive = "TP"
        case falsePositive = "FP"
        case falseNegative = "FN"
        case trueNegative = "TN"

        var isRight: Bool { self == .truePositive || self == .trueNegative }
    }

    package let outcome: Outcome
    /// 0 or below.
    package let money: Money
    /// What not acting would have been.
    package let never: Money
    package let always: Money
    /// What acting exactly on the event would have been.
    package let perfect: Money

    package init(_ rule: DecisionRule, acted: Bool, label: Label.Value) {
        let event = rule.happened(label)
        outcome =
            switch (acted, event) {
            case (true, true): .truePositive
            case (true, false): .falsePositive
            case (false, true): .falseNegative
            case (false, false): .trueNegative
            }
        money = rule.money(acted: acted, event: event)
        never = rule.money(acted: false, event: event)
        always = rule.money(acted: true, event: event)
        perfect = rule.money(acted: event, event: event)
    }

    /// Relative to never acting.
    package var value: Money { money - never }

    /// - Returns: nil where the rule cannot decide, or nothing came true yet.
    package init?(_ rule: DecisionRule?, _ prediction: Prediction, _ label: Label.Value?) {
        guard let rule, let label, let acted = rule.acts(on: prediction) else { return nil }
        self.init(rule, acted: acted, label: label)
    }
}
