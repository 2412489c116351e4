import Core

/// The money that decisions earned or cost.
package enum MoneyMetric: String, Sendable, CaseIterable {
    case falsePositiveCost = "false_positive_cost"
    case falseNegativeCost = "false_negative_cost"
    case value
    case captured = "value_captured"
    case drawdown

    static let metrics = [
        MoneyMetric.falsePositiveCost.metric(
            "What acting cost where no event came.", limits: "window: 252 sessions, warning: above 400000"),
        MoneyMetric.falseNegativeCost.metric(
            "What events cost that were not acted on.", limits: "window: 252 sessions, warning: above 300000"),
        MoneyMetric.value.metric(
            "What the decisions earned beyond never acting, with always and perfect beside it.",
            limits: "window: 252 sessions, judge: evidence, critical: below 0"),
        MoneyMetric.captured.metric(
            "value as a share of what acting exactly on events would have earned.",
            limits: "window: 756 sessions, judge: evidence, warning: below 0.1"),
        MoneyMetric.drawdown.metric(
            "The largest fall of the cumulated value below its highest point in the window.",
            limits: "window: 252 sessions, warning: above 100000"),
    ]

    private func metric(_ definition: String, limits: String) -> MetricDefinition {
        var metric = MetricDefinition(
            ofModel: rawValue, layer: .business, unit: self == .captured ? "share of perfect's value" : "money",
            minimumSample: "1 decision", definition: definition, limits: limits,
            method: .ledgerWindow { evidence, _ in MoneyEvaluation(self, evidence) })
        metric.sampleNoun = "decision"
        metric.scale = .money
        metric.wording = { "\($0.metric) \($0.text) over \($0.counted)" }
        switch self {
        case .falsePositiveCost, .falseNegativeCost: metric.capabilities = [.interval, .budget]
        case .value: metric.capabilities = [.interval]
        case .captured:
            metric.capabilities = [.interval, .percentBounds]
            metric.scale = .share
            metric.wording = { "\($0.text) of perfect's value over \($0.counted)" }
        case .drawdown: metric.capabilities = [.budget]
        }
        return metric
    }
}
