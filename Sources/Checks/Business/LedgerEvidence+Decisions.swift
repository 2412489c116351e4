import Core

extension LedgerEvidence {
    /// The sums of a window's decisions, and a measurement without its value; nil where nothing was decided.
    func decisions(_ ranges: EvaluationRanges) -> (measurement: MeasuredValue, totals: DecisionTotals)? {
        let totals = DecisionTotals(lines(ranges.rows).lazy.compactMap { $0 })
        guard totals.decisions > 0 else { return nil }
        var measurement = MeasuredValue(sample: totals.decisions, window: ranges.window)
        measurement.details = .decisions(.init(totals: totals, currency: decision?.currency))
        return (measurement, totals)
    }

    func noDecision(_ ranges: EvaluationRanges) -> MeasuredValue {
        MeasuredValue(
            absent: .noData("no prediction in the window has the probability that the decision looks at"), sample: 0,
            window: ranges.window)
    }
}
