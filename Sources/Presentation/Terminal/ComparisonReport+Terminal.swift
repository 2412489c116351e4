import Checks
import Core
import Foundation
package import Reports
import TradingCalendar

extension ComparisonReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        let heading = "\(deployment) · \(source) beside its baseline · as of \(zone.text(asOf))"
        var blocks: [Drawing.Block] = [.notes([summary + "."]), distributions, distances]
        if !scores.isEmpty { blocks.append(scoreTable) }
        return Drawing(heading: heading, blocks: blocks).text(style, width: width)
    }

    private var distributions: Drawing.Block {
        func cells(_ name: String, when: String, side: BaselineComparison.Side) -> [String] {
            [
                name, when, "\(side.values)", side.nullPercent.map { $0.fixed(2) } ?? "–",
                side.mean?.shortText ?? "–", side.standardDeviation?.shortText ?? "–",
            ] + (side.quantiles.isEmpty ? Array(repeating: "–", count: 7) : side.quantiles.map(\.shortText))
        }
        return .table(
            title:
                """
                Then: \(baseline.lowerBound) … \(baseline.upperBound). Now: \
                \(window.first) … \(window.last)
                """,
            [["series", "", "values", "null %", "mean", "sd", "min", "5 %", "25 %", "median", "75 %", "95 %", "max"]]
                + rows.flatMap { row in
                    [
                        cells(row.series, when: "then", side: row.baseline),
                        cells("", when: "now", side: row.window),
                    ]
                })
    }

    private var distances: Drawing.Block {
        .table(
            title: "How far apart (p would hold for independent rows; none for a level that only ever goes one way)",
            [["series", "PSI", "Kolmogorov–Smirnov", "p"]]
                + rows.map { row in
                    [
                        row.series, row.psi?.fixed(3) ?? "–", row.kolmogorovSmirnov?.fixed(3) ?? "–",
                        row.pValue.map { ($0 < 1e-4 ? "< 0.0001" : $0.fixed(4)) } ?? "–",
                    ]
                })
    }

    private var scoreTable: Drawing.Block {
        .table(
            title: "The forecasts: on the holdout then, in the window now",
            [["score", "then", "now", "rows then", "now"]]
                + scores.map { score in
                    [
                        score.name, score.baseline?.shortText ?? "–", score.window?.shortText ?? "–",
                        score.baselineRows.map { "\($0)" } ?? "–", "\(score.rows)",
                    ]
                })
    }
}
