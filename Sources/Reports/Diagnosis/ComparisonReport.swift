package import Checks
import Core
package import Engine
package import Foundation
import PolicyFile
import Statistics
package import TradingCalendar

/// A source's distributions beside those of its baseline.
package struct ComparisonReport: Sendable {
    package struct Row: Sendable {
        package let series: String
        package let baseline: BaselineComparison.Side
        package let window: BaselineComparison.Side
        /// nil for a level that is trending, and without values on either side.
        package let psi: Double?
        package let kolmogorovSmirnov: Double?
        /// Of ``kolmogorovSmirnov``.
        package let pValue: Double?
    }

    package let deployment: String
    package let source: String
    package let asOf: Date
    /// The zone of the times that people read.
    package let zone: ExchangeZone
    package let window: SessionWindow
    package let baseline: ClosedRange<Day>
    package let rows: [Row]
    /// The forecasts' scores, on the holdout and in the window; empty without a model.
    package let scores: [ModelScore]

    /// - Throws: ``Refusal`` where there are too few rows to say anything.
    package init(_ asked: SourceDiagnosis) throws {
        let comparison = try BaselineComparison(asked.evidence, asked.question)
        deployment = asked.policy.deployment
        source = asked.source
        asOf = asked.asOf
        zone = asked.policy.calendar.zone
        window = comparison.window
        baseline = comparison.baseline
        rows = comparison.rows.map { row in
            Row(
                series: row.series.label, baseline: row.baseline, window: row.window, psi: row.psi,
                kolmogorovSmirnov: row.kolmogorovSmirnov?.statistic, pValue: row.pValue)
        }
        scores = asked.known.ledger?.scores(window: asked.question.window) ?? []
    }

    /// The column that is farthest, in one line.
    package var summary: String {
        let farthest = rows.filter { $0.psi != nil }.max { ($0.psi ?? 0) < ($1.psi ?? 0) }
        guard let row = farthest, let psi = row.psi else { return "no column has values on both sides" }
        let means = [row.baseline.mean, row.window.mean].map { $0?.shortText ?? "–" }
        return
            """
            \(row.series) is farthest from its baseline: PSI \(psi.shortText), mean \(means[0]) then, \(means[1]) now
            """
    }
}
