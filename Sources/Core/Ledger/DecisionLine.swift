/// A line of the money ledger: one decision, its outcome, and its money beside that of the alternatives.
package struct DecisionLine: Sendable {
    package enum Outcome: String, Sendable {
        case truePositive = "TP"
        case falsePositive = "FP"
        case falseNegative = "FN"
        case trueNegative = "TN"
    }

    package let outcome: Outcome
    /// 0 or below.
    package let money: Money
    /// The money of never acting.
    package let never: Money
    package let always: Money
    /// The money of acting exactly on events.
    package let perfect: Money

    package init(outcome: Outcome, money: Money, never: Money, always: Money, perfect: Money) {
        self.outcome = outcome
        self.money = money
        self.never = never
        self.always = always
        self.perfect = perfect
    }

    /// Relative to never acting.
    package var value: Money { money - never }
}
