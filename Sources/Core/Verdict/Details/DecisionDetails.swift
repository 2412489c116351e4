/// The sums of a window's decisions.
package struct DecisionDetails: Equatable, Sendable {
    package let totals: DecisionTotals
    package let currency: String?
    /// The share of these decisions that would be right if the stated probabilities were; nil where it was not asked for.
    package var expectedAccuracy: Double?

    /// By how much perfect decisions would have been worth more, a decision.
    package var regret: Double? {
        totals.decisions > 0 ? (totals.perfect.amount - totals.value.amount) / Double(totals.decisions) : nil
    }

    package init(totals: DecisionTotals, currency: String?) {
        self.totals = totals
        self.currency = currency
    }
}
