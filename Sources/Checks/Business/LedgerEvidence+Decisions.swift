import Core

extension LedgerEvidence {
    /// A measurement of a window's decisions, without its value; nil where nothing was decided.
    func decisions(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue? {
        let count = series.decisionSums[ranges.rows].decisions
        guard count > 0 else { return nil }
        var measurement = MeasuredValue(sample: count, window: ranges.window)
        if context.detail >= .report {
            let totals = DecisionTotals(lines(ranges.rows).compactMap { $0 })
            measurement.details = .decisions(.init(totals: totals, currency: decision?.currency))
        }
        return measurement
    }

    func noDecision(_ ranges: EvaluationRanges) -> MeasuredValue {
        MeasuredValue(
            absent: .noData("no prediction in the window has the probability that the decision looks at"), sample: 0,
            window: ranges.window)
    }
}
