import Checks
package import Core
package import Engine
package import Foundation
package import TradingCalendar

/// Predictions with their labels, decisions and money.
package struct PredictionsReport: Sendable {
    package struct Row: Sendable {
        package let entry: Ledger.Entry
        /// nil without a decision rule.
        package let acted: Bool?
        /// nil while the label is not known.
        package let line: DecisionLine?
    }

    /// The sums of the decisions whose labels are known.
    package struct Decisions: Sendable {
        package let totals: DecisionTotals
        package let currency: String
    }

    /// The prediction sessions that were asked for.
    package let span: ClosedRange<Day>
    package let asOf: Date
    /// By session, then id.
    package let rows: [Row]
    package let featureNames: [String]
    /// nil without a decision rule.
    package let decisions: Decisions?
    package let rejections: [Ledger.Rejection]
    package let labelsWithoutPrediction: Int

    package init(_ served: ServedPredictions) {
        let rule = served.decision
        let rows = served.entries.map { entry in
            Row(
                entry: entry, acted: rule?.acts(on: entry.prediction),
                line: DecisionLine(rule, prediction: entry.prediction, label: entry.label))
        }
        self.rows = rows
        span = served.span
        asOf = served.ledger.asOf
        featureNames = served.ledger.featureNames
        decisions = rule.map {
            Decisions(totals: DecisionTotals(rows.lazy.compactMap(\.line)), currency: $0.currency)
        }
        rejections = served.ledger.rejections
        labelsWithoutPrediction = served.ledger.labelsWithoutPrediction
    }

    /// The number of predictions in a state.
    package func count(_ state: Ledger.State) -> Int { rows.count { $0.entry.state == state } }
}
