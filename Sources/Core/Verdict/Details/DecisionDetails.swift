/// The sums of a window's decisions.
package struct DecisionDetails: Equatable, Sendable {
    package let totals: DecisionTotals
    package let currency: String?

    package init(totals: DecisionTotals, currency: String?) {
        self.totals = totals
        self.currency = currency
    }
}
