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
            var details = DecisionDetails(totals: totals, currency: decision?.currency)
            if context.detail == .evidence { details.expectedAccuracy = expectedAccuracy(ranges.rows) }
            measurement.details = .decisions(details)
        }
        return measurement
    }

    /// The mean probability of being right under the stated probability of the event: that where one acts, else its
    /// complement.
    private func expectedAccuracy(_ rows: Range<Int>) -> Double? {
        guard let decision else { return nil }
        let chances = pairs(rows).compactMap { pair in
            decision.acts(on: pair.prediction).flatMap { acted in
                pair.prediction.probabilityOfEvent.map { acted ? $0 : 1 - $0 }
            }
        }
        return chances.isEmpty ? nil : chances.reduce(0, +) / Double(chances.count)
    }

    func noDecision(_ ranges: EvaluationRanges) -> MeasuredValue {
        MeasuredValue(
            absent: .noData("no prediction in the window has the probability that the decision looks at"), sample: 0,
            window: ranges.window)
    }
}
