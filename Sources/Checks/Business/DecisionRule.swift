package import Core
package import Foundation

/// A cost–loss decision: act when an event is likely enough, at a small cost, to avoid a larger loss. The section
/// `decision:` of a policy.
package struct DecisionRule: Sendable {
    /// The probability that the decision looks at.
    package enum Signal: String, Sendable, CaseIterable {
        case probabilityOfEvent = "probability_of_event"
        case probabilityUp = "probability_up"
    }

    /// The bound of the simple return, as a share.
    package let event: Threshold
    package let signal: Signal
    package let actWhen: Threshold
    package let exposure: Decimal
    package let currency: String
    /// In basis points of the exposure.
    package let actCost: Decimal
    package let missCost: Decimal
    package let node: PolicyNode
    /// The costs of acting and of missing, rounded half-even to the cent.
    private let actMoney: Money
    private let missMoney: Money

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "event", .text, required: true, example: "simple_return below -1%",
            doc: "What a decision guards against: simple_return below or above a share."),
        PolicyKey(
            "act_when", .text, required: true, example: "probability_of_event above 0.125",
            doc: "When it acts: probability_of_event or probability_up, above or below."),
        PolicyKey(
            "exposure", .text, required: true, example: "10000000 USD", doc: "What is at stake, with its currency."),
        PolicyKey(
            "costs", .section(costKeys), required: true, example: "{act: 2 bps, miss: 16 bps}",
            doc: "Of the exposure: what acting costs, and what an event costs that was not acted on."),
    ]

    static let costKeys: [PolicyKey] = [
        PolicyKey("act", .text, required: true, example: "2 bps", doc: "What acting costs."),
        PolicyKey("miss", .text, required: true, example: "16 bps", doc: "What an event costs that was not acted on."),
    ]

    /// Beyond it sums of cents over decades might not be exact.
    private static let maximumExposure = Decimal(1_000_000_000_000)

    package init?(_ node: PolicyNode, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: DecisionRule.keys, problems: problems) else { return nil }
        let event = fields.value("event", expected: "simple_return, above or below, and a share above -1") { text in
            DecisionRule.condition(text).flatMap { $0.name == "simple_return" && $0.bound.bound > -1 ? $0.bound : nil }
        }
        let act = fields.value(
            "act_when", expected: "probability_of_event or probability_up, above or below, and a number from 0 to 1"
        ) { text -> (signal: Signal, bound: Threshold)? in
            guard let (name, bound) = DecisionRule.condition(text), let signal = Signal(rawValue: name),
                (0...1).contains(bound.bound)
            else { return nil }
            return (signal, bound)
        }
        let exposure = fields.value("exposure", expected: "an amount above 0, to 10^12, and a currency") {
            DecisionRule.amount($0)
        }
        let costs = fields["costs"].flatMap { PolicyFields($0, keys: DecisionRule.costKeys, problems: problems) }
        let expected = "basis points of the exposure, 0 to 10000"
        let actCost = costs?.value("act", expected: expected) { DecisionRule.basisPoints($0) }
        let missCost = costs?.value("miss", expected: expected) { DecisionRule.basisPoints($0) }
        if let actCost, let missCost, actCost >= missCost, let node = fields["costs"] {
            problems.error(
                node, "acting costs as much as a miss, or more: it could never pay",
                example: "costs: {act: 2 bps, miss: 16 bps}")
        }
        guard let event, let act, let exposure, let actCost, let missCost else { return nil }
        self.event = event
        signal = act.signal
        actWhen = act.bound
        self.exposure = exposure.amount
        currency = exposure.currency
        self.actCost = actCost
        self.missCost = missCost
        actMoney = -Money(rounding: exposure.amount * actCost / 10_000)
        missMoney = -Money(rounding: exposure.amount * missCost / 10_000)
        self.node = node
    }

    private static func condition(_ text: String) -> (name: String, bound: Threshold)? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, let side = Threshold.Side(rawValue: words[1]), let bound = Limit.number(words[2])
        else { return nil }
        return (words[0], Threshold(side, bound.isPercent ? bound.value / 100 : bound.value))
    }

    private static func amount(_ text: String) -> (amount: Decimal, currency: String)? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, let amount = decimal(words[0]), amount > 0, amount <= maximumExposure,
            words[1].wholeMatch(of: /[A-Z]{3}/) != nil
        else { return nil }
        return (amount, words[1])
    }

    private static func basisPoints(_ text: String) -> Decimal? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, words[1] == "bps", let points = decimal(words[0]), points >= 0, points <= 10_000 else {
            return nil
        }
        return points
    }

    private static func decimal(_ text: String) -> Decimal? {
        text.wholeMatch(of: /[0-9]{1,15}(\.[0-9]{1,10})?/) == nil ? nil : Decimal(string: text)
    }

    // MARK: - Deciding

    /// nil where the prediction lacks the probability.
    package func acts(on prediction: Prediction) -> Bool? {
        let probability: Double? =
            switch signal {
            case .probabilityOfEvent: prediction.probabilityOfEvent
            case .probabilityUp: prediction.probabilityUp
            }
        return probability.map(actWhen.isBreached(by:))
    }

    package func happened(_ label: Label.Value) -> Bool { event.isBreached(by: label.simpleReturn) }

    /// The money of one decision, 0 or below.
    package func money(acted: Bool, event: Bool) -> Money { acted ? actMoney : event ? missMoney : .zero }

    /// The bound that is right where the probabilities are: act above the ratio of the two costs.
    package var costRatio: Double { NSDecimalNumber(decimal: actCost / missCost).doubleValue }
}
