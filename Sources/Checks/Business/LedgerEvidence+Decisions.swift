import Core

extension LedgerEvidence {
    /// The reason why nothing can be decided on these numbers as on returns; nil where it can, and without a decision.
    package var noReturns: String? { decision == nil ? nil : series.units.noReturns(ledger.pairCount) }

    /// The reason why predictions and labels cannot be in one unit; nil where they can.
    package var mismatchOfUnits: String? { series.units.mismatch(ledger.pairCount) }

    /// A decision that cannot be judged, since its numbers are no returns; nil where it can.
    func undecidable(_ ranges: EvaluationRanges) -> MeasuredValue? {
        noReturns.map { MeasuredValue(absent: .failed($0), sample: 0, window: ranges.window) }
    }

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
