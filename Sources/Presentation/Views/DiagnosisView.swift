import Checks
package import Core
package import Engine
import Foundation
import PolicyFile
import Statistics
import TradingCalendar

/// A diagnosis of a source: `bellwether diagnose`, and the action of runbooks.
package struct DiagnosisView {
    private let asked: SourceDiagnosis
    private let diagnosis: DriftDiagnosis
    /// In sentences, the most important first.
    package let conclusions: [String]

    /// - Throws: ``Refusal`` where there are too few rows to say anything.
    package init(_ asked: SourceDiagnosis) throws {
        self.asked = asked
        diagnosis = try DriftDiagnosis(asked.evidence, asked.question)
        let isPlain: (CheckRule) -> Bool = { rule in rule.metric.forecastError.map { $0 != .bias } ?? false }
        let relations = Set(diagnosis.relations.map(\.check))
        conclusions =
            DiagnosisWords(
                diagnosis: diagnosis, results: asked.results { relations.contains($0.name) || isPlain($0) }
            ).sentences
    }

    // MARK: - Text

    package func text(_ style: Style, width: Int) -> String {
        let zone = asked.policy.calendar.zone
        return Explanation(
            heading: "\(asked.policy.deployment) · drift diagnosis of \(asked.source) · as of \(zone.text(asked.asOf))",
            blocks: [.notes(conclusions), features] + bins + [changes, similar, relations].compactMap { $0 } + [small]
        ).text(style, width: width)
    }

    private var features: Explanation.Block {
        .table(
            title:
                """
                How far each series is from its baseline: \(diagnosis.window.first) … \(diagnosis.window.last) against \
                \(diagnosis.baseline.lowerBound) … \(diagnosis.baseline.upperBound)
                """,
            [["series", "distance", "as far before", "outside", "spread", "PSI", "by chance", "values", "baseline"]]
                + diagnosis.ranked.map { feature in
                    [
                        feature.series.label, feature.distance?.fixed(3) ?? "–",
                        feature.historyShare.map { "\((100 * $0).fixed(1)) % of \(feature.historyWindows)" } ?? "–",
                        "\(feature.outside)", feature.spreadRatio.map { "× \($0.fixed(2))" } ?? "–",
                        feature.psi.fixed(3), feature.byChance.fixed(3), "\(feature.sample)",
                        "\(feature.baselineSample)",
                    ]
                })
    }

    /// The bins of what moved most.
    private var bins: [Explanation.Block] {
        diagnosis.ranked.prefix(2).map { feature in
            .bars(
                title: "\(feature.series.label): contribution of each bin (share now, share in the baseline)",
                feature.bins.map { bin in
                    let now = (100 * Double(bin.now) / Double(feature.sample)).fixed(1)
                    let then = (100 * Double(bin.then) / Double(feature.baselineSample)).fixed(1)
                    return .init(
                        label: "\(bin.place)  (\(now) %, \(then) %)", value: max(0, bin.contribution),
                        text: bin.contribution.fixed(3))
                })
        }
    }

    private var changes: Explanation.Block? {
        let points = diagnosis.ranked.compactMap { feature in feature.change.map { (feature.series, $0) } }
        guard !points.isEmpty else { return nil }
        return .table(
            title:
                """
                Where each series changed most clearly, in the last \(3 * diagnosis.question.window) sessions (by \
                ranks; of independent rows Z stays below 3.1 in 95 of 100, with seasons it does not)
                """,
            [["series", "since", "median before", "after", "Z"]]
                + points.map { series, change in
                    [
                        series.transform == .level ? series.label : "|\(series.label)|", "\(change.session)",
                        change.medianBefore.shortText, change.medianAfter.shortText, change.statistic.fixed(2),
                    ]
                })
    }

    private var similar: Explanation.Block? {
        guard let first = diagnosis.similarity.periods.first else { return nil }
        let columns = first.course.map(\.column)
        return .table(
            title:
                """
                The most similar periods of \(diagnosis.similarity.windows - 1), and where each column stood \
                \(diagnosis.question.window) sessions after their end
                """,
            [["period", "distance"] + columns]
                + diagnosis.similarity.periods.map { period in
                    ["\(period.window.first) … \(period.window.last)", period.distance.fixed(3)]
                        + period.course.map { "\($0.end?.shortText ?? "–") → \($0.later?.shortText ?? "–")" }
                })
    }

    private var relations: Explanation.Block? {
        guard !diagnosis.relations.isEmpty else { return nil }
        func row(_ name: String, _ fit: LeastSquares?) -> [String] {
            [
                name, fit?.slope.shortText ?? "–", fit?.intercept.shortText ?? "–",
                fit?.correlation?.fixed(3) ?? "–", fit.map { "\($0.count)" } ?? "–",
            ]
        }
        return .table(
            title: "The relation, now and then",
            [["", "slope", "intercept", "correlation", "pairs"]]
                + diagnosis.relations.flatMap { relation in
                    [
                        row("\(relation.label), now", relation.window), row("  in the baseline", relation.baseline),
                        row("  in the most similar period", relation.similar),
                    ]
                })
    }

    private var small: Explanation.Block {
        var notes = [
            """
            Distance: Wasserstein's, in standard deviations of the baseline. Outside: values beyond all of the \
            baseline. Spread: standard deviation, now over then. PSI counts how many values lie elsewhere, not how \
            far; by chance it would be about what stands beside it.
            """
        ]
        if !diagnosis.leftOut.isEmpty {
            notes.append("left out, with too few values: \(diagnosis.leftOut.map(\.label).joined(separator: ", "))")
        }
        if !diagnosis.question.hasChanges {
            notes.append(
                """
                several rows share a session: there is no row before, and no change to look at; all keys are one \
                sample, so what moves from one to another is not seen
                """
            )
        }
        return .notes(notes)
    }

    // MARK: - JSON

    package var json: JSONValue {
        [
            "deployment": .string(asked.policy.deployment), "source": .string(asked.source),
            "as_of": .string(Timestamp.text(asked.asOf)), "window": diagnosis.window.json,
            "baseline": diagnosis.baseline.json, "conclusions": JSONValue(conclusions),
            "trending": .array(
                diagnosis.trending.map {
                    ["column": .string($0.column), "rank_correlation": .number($0.rankCorrelation)]
                }),
            "left_out": JSONValue(diagnosis.leftOut.map(\.label)),
            "features": .array(diagnosis.features.map(\.json)),
            "similar": .array(diagnosis.similarity.periods.map(\.json)),
            "windows": .integer(diagnosis.similarity.windows), "novelty": JSONValue(diagnosis.similarity.novelty),
            "relations": .array(diagnosis.relations.map(\.json)),
        ]
    }
}

extension SessionWindow {
    var json: JSONValue { ["from": .string(first.description), "to": .string(last.description)] }
}

extension ClosedRange<Day> {
    var json: JSONValue { ["from": .string(lowerBound.description), "to": .string(upperBound.description)] }
}

extension DriftDiagnosis.Feature {
    fileprivate var json: JSONValue {
        [
            "series": .string(series.label), "distance": JSONValue(distance), "by_chance": .number(byChance),
            "psi": .number(psi), "share": .number(share), "sample": .integer(sample),
            "baseline_sample": .integer(baselineSample), "history_share": JSONValue(historyShare),
            "history_windows": .integer(historyWindows), "baseline_range": JSONValue(baselineRange),
            "outside": .integer(outside), "spread_ratio": JSONValue(spreadRatio),
            "bins": .array(
                bins.map { bin in
                    [
                        "from": JSONValue(bin.from), "to": JSONValue(bin.to), "current": .integer(bin.now),
                        "baseline": .integer(bin.then), "contribution": .number(bin.contribution),
                    ]
                }),
            "change_point": change.map { change in
                [
                    "session": .string(change.session.description), "statistic": .number(change.statistic),
                    "before_median": .number(change.medianBefore),
                    "after_median": .number(change.medianAfter), "rows": .integer(change.rows),
                ]
            } ?? .null,
        ]
    }
}

extension Similarity.Period {
    fileprivate var json: JSONValue {
        guard case .object(var fields) = window.json else { return .null }
        fields["distance"] = .number(distance)
        fields["course"] = .array(
            course.map { ["column": .string($0.column), "end": JSONValue($0.end), "later": JSONValue($0.later)] })
        return .object(fields)
    }
}

extension DriftDiagnosis.Relation {
    fileprivate var json: JSONValue {
        func line(_ fit: LeastSquares?) -> JSONValue {
            fit.map { fit in
                [
                    "slope": .number(fit.slope), "intercept": .number(fit.intercept),
                    "correlation": JSONValue(fit.correlation), "pairs": .integer(fit.count),
                ]
            } ?? .null
        }
        return [
            "check": .string(check), "label": .string(label), "window": line(window), "baseline": line(baseline),
            "similar": line(similar),
        ]
    }
}
