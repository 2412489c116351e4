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
        if let undecidable = evidence.undecidable(ranges) { return undecidable }
        guard var measurement = evidence.decisions(ranges, in: context) else { return evidence.noDecision(ranges) }
        measurement.value = value(ranges)
        guard let value = measurement.value else {
            measurement.absence = .notEvaluable(
                "perfect foresight would have earned nothing in the window, so there was nothing to capture")
            return measurement
        }
        guard context.wantsInterval, metric != .drawdown else { return measurement }
        let groups = groups(ranges)
        measurement.contents.resampledSessions = groups?.count
        guard groups?.count ?? measurement.sample ?? 0 >= MoneyEvaluation.minimumForInterval else { return measurement }
        if metric != .captured, context.needsNoInterval(of: value) {
            // The sums of resamples are finite, so there is always one.
            measurement.omitsInterval = true
            return measurement
        }
        var generator = context.key.generator(windowEnd: ranges.window.last, purpose: MoneyMetric.bootstrap)
        measurement.interval = interval(ranges, groups: groups, generator: &generator)
        return measurement
    }

    /// The number of decisions of each session; nil where none has several.
    private func groups(_ ranges: EvaluationRanges) -> [Int]? {
        let days = evidence.timeline.days
        return zip(ranges.rows, evidence.lines(ranges.rows)).compactMap { $1 == nil ? nil : days[$0] }.runLengths
    }

    /// - Parameter groups: how many decisions each session has; nil where none has several.
    private func interval(
        _ ranges: EvaluationRanges, groups: [Int]?, generator: inout SplitMix64
    ) -> ClosedRange<Double>? {
        func sums(_ amount: (DecisionLine) -> Money) -> CircularSums {
            // Cents are whole numbers, so their sums are exact.
            let cents = cents(ranges, of: amount)
            return CircularSums(groups.map { cents.sums(ofGroups: $0) } ?? cents)
        }
        let earned = sums { $0.amount(of: metric) }
        guard metric == .captured else {
            let figures = earned.resamples(generator: &generator).map { $0 / 100 }
            return CircularBlockBootstrap.percentileInterval(figures)
        }
        let perfect = sums { $0.perfect - $0.never }
        let figures = CircularBlockBootstrap.figures(rows: earned.count, generator: &generator) { starts -> Double? in
            let whole = perfect.resample(starts)
            return whole == 0 ? nil : earned.resample(starts) / whole
        }
        return CircularBlockBootstrap.percentileInterval(figures)
    }

    private func cents(_ ranges: EvaluationRanges, of amount: (DecisionLine) -> Money) -> [Double] {
        evidence.lines(ranges.rows).compactMap { line in line.map { Double(amount($0).cents) } }
    }
}

extension DecisionLine {
    /// The amount that a line adds to a metric.
    fileprivate func amount(of metric: MoneyMetric) -> Money {
        switch metric {
        case .value, .captured, .drawdown: value
        case .falsePositiveCost: outcome == .falsePositive ? -money : .zero
        case .falseNegativeCost: outcome == .falseNegative ? -money : .zero
        }
    }
}
