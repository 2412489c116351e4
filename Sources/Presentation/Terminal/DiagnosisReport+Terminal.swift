import Checks
import Core
import Foundation
package import Reports
import TradingCalendar

extension DiagnosisReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        Drawing(
            heading: "\(deployment) · drift diagnosis of \(source) · as of \(zone.text(asOf))",
            blocks: [.notes(conclusions), distances] + bins + [changes, similar, relationTable].compactMap { $0 } + [
                small
            ]
        ).text(style, width: width)
    }

    private var distances: Drawing.Block {
        .table(
            title:
                """
                How far each series is from its baseline: \(window.first) … \(window.last) against \
                \(baseline.lowerBound) … \(baseline.upperBound)
                """,
            [["series", "distance", "as far before", "outside", "spread", "PSI", "by chance", "values", "baseline"]]
                + ranked.map { feature in
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
    private var bins: [Drawing.Block] {
        ranked.prefix(2).map { feature in
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

    private var changes: Drawing.Block? {
        let points = ranked.compactMap { feature in feature.change.map { (feature.series, $0) } }
        guard !points.isEmpty else { return nil }
        return .table(
            title:
                """
                Where each series changed most clearly, in the last \(3 * windowLength) sessions (by \
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

    private var similar: Drawing.Block? {
        guard let first = similarity.periods.first else { return nil }
        let columns = first.course.map(\.column)
        return .table(
            title:
                """
                The most similar periods of \(similarity.windows - 1), and where each column stood \
                \(windowLength) sessions after their end
                """,
            [["period", "distance"] + columns]
                + similarity.periods.map { period in
                    ["\(period.window.first) … \(period.window.last)", period.distance.fixed(3)]
                        + period.course.map { "\($0.end?.shortText ?? "–") → \($0.later?.shortText ?? "–")" }
                })
    }

    private var relationTable: Drawing.Block? {
        guard !relations.isEmpty else { return nil }
        func row(_ name: String, _ fit: LineFit?) -> [String] {
            [
                name, fit?.slope.shortText ?? "–", fit?.intercept.shortText ?? "–",
                fit?.correlation?.fixed(3) ?? "–", fit.map { "\($0.pairs)" } ?? "–",
            ]
        }
        return .table(
            title: "The relation, now and then",
            [["", "slope", "intercept", "correlation", "pairs"]]
                + relations.flatMap { relation in
                    [
                        row("\(relation.label), now", relation.window), row("  in the baseline", relation.baseline),
                        row("  in the most similar period", relation.similar),
                    ]
                })
    }

    private var small: Drawing.Block {
        var notes = [
            """
            Distance: Wasserstein's, in standard deviations of the baseline. Outside: values beyond all of the \
            baseline. Spread: standard deviation, now over then. PSI counts how many values lie elsewhere, not how \
            far; by chance it would be about what stands beside it.
            """
        ]
        if !leftOut.isEmpty {
            notes.append("left out, with too few values: \(leftOut.joined(separator: ", "))")
        }
        if !hasChanges {
            notes.append(
                """
                several rows share a session: there is no row before, and no change to look at; all keys are one \
                sample, so what moves from one to another is not seen
                """
            )
        }
        return .notes(notes)
    }
}
