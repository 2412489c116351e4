import Core
package import Statistics
import TradingCalendar

/// A sum of money, or a share of one, over the decisions of a window.
struct MoneyEvaluation: WindowedEvaluation {
    private let metric: MoneyMetric
    private let evidence: LedgerEvidence
    private let sums: DecisionSums

    init(_ metric: MoneyMetric, _ evidence: LedgerEvidence) {
        self.metric = metric
        self.evidence = evidence
        sums = evidence.series.decisionSums
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        let sums = sums[ranges.rows]
        guard sums.decisions > 0 else { return nil }
        switch metric {
        case .falsePositiveCost: return sums.falsePositiveCost.amount
        case .falseNegativeCost: return sums.falseNegativeCost.amount
        case .value: return sums.value.amount
        case .captured: return sums.perfect == .zero ? nil : Double(sums.value.cents) / Double(sums.perfect.cents)
        case .drawdown: return DecisionTotals(evidence.lines(ranges.rows).lazy.compactMap { $0 }).drawdown.amount
        }
    }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        if let undecidable = evidence.undecidable(ranges) { return undecidable }
        guard var measurement = evidence.decisions(ranges, in: context) else { return evidence.noDecision(ranges) }
        measurement.value = value(ranges)
        guard measurement.value != nil else {
            measurement.absence = .notEvaluable(
                "perfect foresight would have earned nothing in the window, so there was nothing to capture")
            return measurement
        }
        guard context.wantsInterval, metric != .drawdown else { return measurement }
        let rows = MetricRows.Metric.money(metric)
        measurement.contents.resampledSessions = evidence.groupedSessions(of: rows, in: ranges.rows)
        guard let kind = evidence.decision?.kind(of: metric) else { return measurement }
        let count = Double(measurement.sample ?? 0)
        measurement.add(evidence.interval(of: rows, kind, in: ranges.rows)) { mean in
            metric == .captured ? min(1, mean) : count * mean / 100
        }
        return measurement
    }
}

extension DecisionRule {
    /// The kind of interval that a mean of cents has.
    package func kind(of metric: MoneyMetric) -> MeanInterval.Kind {
        let act = Double(money(acted: true, event: false).cents)
        let gain = act - Double(money(acted: false, event: true).cents)
        return switch metric {
        case .falsePositiveCost: .bounded(0...max(0, -act))
        case .falseNegativeCost: .bounded(0...max(0, gain - act))
        case .value: .bounded(min(0, act, gain)...max(0, act, gain))
        case .captured, .drawdown: .real
        }
    }
}

extension DecisionLine {
    /// True if it acted on an event, or did not without one.
    var isRight: Bool { outcome == .truePositive || outcome == .trueNegative }

    /// The amount that a line adds to a metric.
    func amount(of metric: MoneyMetric) -> Money {
        switch metric {
        case .value, .captured, .drawdown: value
        case .falsePositiveCost: outcome == .falsePositive ? -money : .zero
        case .falseNegativeCost: outcome == .falseNegative ? -money : .zero
        }
    }
}
