import Core
import Statistics
import TradingCalendar

/// The checks of the business layer: what the policy's decisions on a window's predictions were worth.
enum BusinessChecks {
    /// Decisions below which resamples say nothing of what else could have been.
    private static let minimumForInterval = 10

    static func measure(
        _ rule: CheckRule, _ evidence: LedgerEvidence, _ ranges: EvaluationRanges, _ key: SeriesKey,
        _ depth: EvaluationDetail
    ) -> MeasuredValue {
        let lines = evidence.lines[ranges.rows].compactMap { $0 }
        guard !lines.isEmpty else {
            return MeasuredValue(
                absent: .noData("no prediction in the window has the probability that the decision looks at"),
                sample: 0,
                window: ranges.window)
        }
        let totals = DecisionTotals(lines)
        var measurement = MeasuredValue(sample: lines.count, window: ranges.window)
        measurement.details = .decisions(.init(totals: totals, currency: evidence.decision?.currency))
        guard case .money(let metric) = rule.metric.kind else {
            measurement.minimumSample = DecisionTotals.minimumForAccuracy
            measurement.value = Double(totals.right) / Double(totals.decisions)
            measurement.interval = wilsonInterval(successes: totals.right, trials: totals.decisions)
            return measurement
        }
        measurement.value = totals.figure(metric)
        guard measurement.value != nil else {
            measurement.absence = .notEvaluable(
                "perfect foresight would have earned nothing in the window, so there was nothing to capture")
            return measurement
        }
        guard depth == .evidence || rule.judgesByEvidence, metric != .drawdown, lines.count >= minimumForInterval else {
            return measurement
        }
        var generator = key.generator(windowEnd: ranges.window.last, purpose: Metric.moneyBootstrap)
        // Cents are whole numbers, so their sums are exact.
        let sums = CircularSums(lines.map { Double(amount(metric, of: $0).cents) })
        let perfect = CircularSums(lines.map { Double(($0.perfect - $0.never).cents) })
        let figures = CircularBlockBootstrap.figures(rows: lines.count, generator: &generator) { starts -> Double? in
            guard metric == .captured else { return sums.resample(starts) / 100 }
            let whole = perfect.resample(starts)
            return whole == 0 ? nil : sums.resample(starts) / whole
        }
        measurement.interval = CircularBlockBootstrap.percentileInterval(figures)
        return measurement
    }

    /// What a line adds to a metric.
    private static func amount(_ metric: MoneyMetric, of line: DecisionLine) -> Money {
        switch metric {
        case .value, .captured, .drawdown: line.value
        case .falsePositiveCost: line.outcome == .falsePositive ? -line.money : .zero
        case .falseNegativeCost: line.outcome == .falseNegative ? -line.money : .zero
        }
    }
}
