package import Core

extension DecisionLine {
    package init(_ rule: DecisionRule, acted: Bool, label: Label.Value) {
        self.init(rule, acted: acted, event: rule.happened(label))
    }

    init(_ rule: DecisionRule, acted: Bool, event: Bool) {
        let outcome: Outcome =
            switch (acted, event) {
            case (true, true): .truePositive
            case (true, false): .falsePositive
            case (false, true): .falseNegative
            case (false, false): .trueNegative
            }
        self.init(
            outcome: outcome, money: rule.money(acted: acted, event: event),
            never: rule.money(acted: false, event: event), always: rule.money(acted: true, event: event),
            perfect: rule.money(acted: event, event: event))
    }

    /// - Returns: nil where the rule cannot decide, or there is no label yet.
    package init?(_ rule: DecisionRule?, prediction: Prediction, label: Label.Value?) {
        guard let rule, let label, let acted = rule.acts(on: prediction) else { return nil }
        self.init(rule, acted: acted, label: label)
    }
}
