extension DecisionTotals {
    /// Money as exact decimals.
    package var json: JSONValue {
        func money(_ amount: Money) -> JSONValue { .string(amount.description) }
        return [
            "decisions": .integer(decisions), "money": money(self.money), "value": money(value), "never": money(never),
            "always": money(always), "perfect": money(perfect), "value_captured": JSONValue(captured),
            "true_positives": .integer(truePositives), "false_positives": .integer(falsePositives),
            "false_negatives": .integer(falseNegatives), "true_negatives": .integer(trueNegatives),
            "false_positive_cost": money(falsePositiveCost), "false_negative_cost": money(falseNegativeCost),
            "drawdown": money(drawdown),
        ]
    }
}
