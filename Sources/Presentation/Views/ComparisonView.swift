import Checks
package import Core
package import Engine
import Foundation
import PolicyFile
import Statistics
import TradingCalendar

/// A source's distributions beside those of its baseline: the action `compare_with_baseline` of runbooks.
package struct ComparisonView {
    private let asked: SourceDiagnosis
    private let comparison: BaselineComparison
    private let scores: [ModelScore]

    /// - Throws: ``Refusal`` where there are too few rows to say anything.
    package init(_ asked: SourceDiagnosis) throws {
        self.asked = asked
        comparison = try BaselineComparison(asked.evidence, asked.question)
        scores = asked.known.ledger?.scores(window: asked.question.window) ?? []
    }

    /// The column that is farthest, in one line.
    package var summary: String {
        let farthest = comparison.rows.filter { $0.psi != nil }.max { ($0.psi ?? 0) < ($1.psi ?? 0) }
        guard let row = farthest, let psi = row.psi else { return "no column has values on both sides" }
        let means = [row.baseline.mean, row.window.mean].map { $0?.shortText ?? "–" }
        return
            """
            \(row.series.label) is farthest from its baseline: PSI \(psi.shortText), mean \(means[0]) then, \
            \(means[1]) now
            """
    }

    package func text(_ style: Style, width: Int) -> String {
        let zone = asked.policy.calendar.zone
        let heading =
            "\(asked.policy.deployment) · \(asked.source) beside its baseline · as of \(zone.text(asked.asOf))"
        var blocks: [Explanation.Block] = [.notes([summary + "."]), distributions, distances]
        if !scores.isEmpty { blocks.append(scoreTable) }
        return Explanation(heading: heading, blocks: blocks).text(style, width: width)
    }

    private var distributions: Explanation.Block {
        func cells(_ name: String, when: String, side: BaselineComparison.Side) -> [String] {
            [
                name, when, "\(side.values)", side.nullPercent.map { $0.fixed(2) } ?? "–",
                side.mean?.shortText ?? "–", side.standardDeviation?.shortText ?? "–",
            ] + (side.quantiles.isEmpty ? Array(repeating: "–", count: 7) : side.quantiles.map(\.shortText))
        }
        return .table(
            title:
                """
                Then: \(comparison.baseline.lowerBound) … \(comparison.baseline.upperBound). Now: \
                \(comparison.window.first) … \(comparison.window.last)
                """,
            [["series", "", "values", "null %", "mean", "sd", "min", "5 %", "25 %", "median", "75 %", "95 %", "max"]]
                + comparison.rows.flatMap { row in
                    [
                        cells(row.series.label, when: "then", side: row.baseline),
                        cells("", when: "now", side: row.window),
                    ]
                })
    }

    private var distances: Explanation.Block {
        .table(
            title: "How far apart (p would hold for independent rows; none for a level that only ever goes one way)",
            [["series", "PSI", "Kolmogorov–Smirnov", "p"]]
                + comparison.rows.map { row in
                    [
                        row.series.label, row.psi?.fixed(3) ?? "–", row.kolmogorovSmirnov?.statistic.fixed(3) ?? "–",
                        row.pValue.map { ($0 < 1e-4 ? "< 0.0001" : $0.fixed(4)) } ?? "–",
                    ]
                })
    }

    private var scoreTable: Explanation.Block {
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

    package var json: JSONValue {
        [
            "deployment": .string(asked.policy.deployment), "source": .string(asked.source),
            "as_of": .string(Timestamp.text(asked.asOf)), "window": comparison.window.json,
            "baseline": comparison.baseline.json,
            "comparison": .array(
                comparison.rows.map { row in
                    [
                        "series": .string(row.series.label), "baseline": row.baseline.json, "window": row.window.json,
                        "psi": JSONValue(row.psi), "ks": JSONValue(row.kolmogorovSmirnov?.statistic),
                        "ks_p": JSONValue(row.pValue),
                    ]
                }),
            "scores": .array(
                scores.map { score in
                    [
                        "score": .string(score.name), "baseline": JSONValue(score.baseline),
                        "window": JSONValue(score.window), "rows": .integer(score.rows),
                    ]
                }),
        ]
    }
}

extension BaselineComparison.Side {
    fileprivate var json: JSONValue {
        var fields: [String: JSONValue] = [
            "values": .integer(values), "null_percent": JSONValue(nullPercent), "mean": JSONValue(mean),
            "sd": JSONValue(standardDeviation),
        ]
        for (place, name) in ["min", "q05", "q25", "q50", "q75", "q95", "max"].enumerated() {
            fields[name] = quantiles.isEmpty ? .null : .number(quantiles[place])
        }
        return .object(fields)
    }
}
