/// The sums of some lines, exact to the cent.
package struct DecisionTotals: Equatable, Sendable {
    package private(set) var truePositives = 0
    package private(set) var falsePositives = 0
    package private(set) var falseNegatives = 0
    package private(set) var trueNegatives = 0
    package private(set) var money = Money.zero
    package private(set) var never = Money.zero
    /// Relative to never acting.
    package private(set) var always = Money.zero
    /// Relative to never acting.
    package private(set) var perfect = Money.zero
    package private(set) var falsePositiveCost = Money.zero
    package private(set) var falseNegativeCost = Money.zero
    /// The largest fall of the cumulated value below its highest point so far, 0 or above.
    package private(set) var drawdown = Money.zero
    private var highest = Money.zero

    package init(_ lines: some Sequence<DecisionLine>) {
        for line in lines { add(line) }
    }

    private mutating func add(_ line: DecisionLine) {
        switch line.outcome {
        case .truePositive: truePositives += 1
        case .falsePositive:
            falsePositives += 1
            falsePositiveCost = falsePositiveCost - line.money
        case .falseNegative:
            falseNegatives += 1
            falseNegativeCost = falseNegativeCost - line.money
        case .trueNegative: trueNegatives += 1
        }
        money = money + line.money
        never = never + line.never
        always = always + (line.always - line.never)
        perfect = perfect + (line.perfect - line.never)
        highest = max(highest, value)
        drawdown = max(drawdown, highest - value)
    }

    /// Relative to never acting.
    package var value: Money { money - never }
    package var right: Int { truePositives + trueNegatives }
    package var acted: Int { truePositives + falsePositives }
    package var events: Int { truePositives + falseNegatives }
    package var decisions: Int { right + falsePositives + falseNegatives }

    /// The share of perfect's value; nil where there was nothing to capture.
    package var captured: Double? {
        perfect == .zero ? nil : Double(value.cents) / Double(perfect.cents)
    }
}
