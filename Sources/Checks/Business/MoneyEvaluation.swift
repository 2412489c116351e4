import Core
import Statistics
import TradingCalendar

/// A sum of money, or a share of one, over the decisions of a window.
struct MoneyEvaluation: WindowedEvaluation {
    /// Decisions below which resamples say nothing of what else could have been.
    private static let minimumForInterval = 10

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
        guard let found = evidence.decisions(ranges) else { return evidence.noDecision(ranges) }
        var measurement = found.measurement
        let totals = found.totals
        measurement.value = value(ranges)
        guard measurement.value != nil else {
            measurement.absence = .notEvaluable(
                "perfect foresight would have earned nothing in the window, so there was nothing to capture")
            return measurement
        }
        guard context.wantsInterval, metric != .drawdown, totals.decisions >= MoneyEvaluation.minimumForInterval else {
            return measurement
        }
        var generator = context.key.generator(windowEnd: ranges.window.last, purpose: MoneyMetric.bootstrap)
        measurement.interval = interval(evidence.lines(ranges.rows).compactMap { $0 }, &generator)
        return measurement
    }

    private func interval(_ lines: [DecisionLine], _ generator: inout SplitMix64) -> ClosedRange<Double>? {
        // Cents are whole numbers, so their sums are exact.
        let sums = CircularSums(lines.map { Double(amount(of: $0).cents) })
        let perfect = CircularSums(lines.map { Double(($0.perfect - $0.never).cents) })
        let figures = CircularBlockBootstrap.figures(rows: lines.count, generator: &generator) { starts -> Double? in
            guard metric == .captured else { return sums.resample(starts) / 100 }
            let whole = perfect.resample(starts)
            return whole == 0 ? nil : sums.resample(starts) / whole
        }
        return CircularBlockBootstrap.percentileInterval(figures)
    }

    /// The amount that a line adds to the metric.
    private func amount(of line: DecisionLine) -> Money {
        switch metric {
        case .value, .captured, .drawdown: line.value
        case .falsePositiveCost: line.outcome == .falsePositive ? -line.money : .zero
        case .falseNegativeCost: line.outcome == .falseNegative ? -line.money : .zero
        }
    }
}
