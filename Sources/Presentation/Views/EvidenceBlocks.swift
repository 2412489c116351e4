import Core
import Foundation
import Statistics
import TradingCalendar

/// Drawings of a measurement's details.
struct EvidenceBlocks {
    let measurement: MeasuredValue

    var blocks: [Explanation.Block] {
        var blocks: [Explanation.Block?] = []
        switch measurement.details {
        case .none, .nulls, .freshness, .hits, .error, .missingLabels: break
        case .drift(let details): blocks = [details.bins.map(bins)]
        case .relation(let details): blocks = [details.fits.map(lines)]
        case .calibration(let details):
            switch details.forecasts {
            case .probabilities(let reliability): blocks = [reliability.map(curve), reliability.map(scores)]
            case .intervals(let coverage, let pit): blocks = [pit.map { self.pit($0, coverage) }]
            }
        case .importance(let details): blocks = [importance(details)]
        case .estimate(let details): blocks = [estimates(details.past)]
        case .decisions(let details): blocks = [money(details)]
        }
        return (blocks + [notes]).compactMap { $0 }
    }

    /// Contributions to a binned distance.
    private func bins(_ bins: DriftDetails.Bins) -> Explanation.Block {
        let now = Double(max(1, bins.current.reduce(0, +)))
        let then = Double(max(1, bins.baseline.reduce(0, +)))
        return .bars(
            title: "Contribution of each bin (share now, share in the baseline)",
            bins.contributions.indices.map { bin in
                let shares = [Double(bins.current[bin]) / now, Double(bins.baseline[bin]) / then].map {
                    "\((100 * $0).fixed(1)) %"
                }
                return .init(
                    label: "\(name(of: bin, in: bins))  (\(shares.joined(separator: ", ")))",
                    value: max(0, bins.contributions[bin]), text: bins.contributions[bin].shortText)
            })
    }

    private func name(of bin: Int, in bins: DriftDetails.Bins) -> String {
        let edges = bins.edges ?? []
        guard edges.count + 1 >= bins.contributions.count, !edges.isEmpty else { return "bin \(bin + 1)" }
        if bin == 0 { return "below \(edges[0].shortText)" }
        if bin > edges.count { return "nulls" }
        return bin == edges.count
            ? "from \(edges[bin - 1].shortText)" : "\(edges[bin - 1].shortText) … \(edges[bin].shortText)"
    }

    private func curve(_ reliability: CalibrationDetails.Reliability) -> Explanation.Block {
        .intervals(
            title: "Reliability curve: ten bins of equal count",
            reliability.curve.map { bin in
                .init(
                    label: "p \(bin.meanProbability.fixed(3))", value: bin.share, band: bin.interval,
                    expected: bin.meanProbability, text: "\(bin.share.fixed(3)) of \(bin.count)")
            })
    }

    private func scores(_ reliability: CalibrationDetails.Reliability) -> Explanation.Block {
        let brier = reliability.brier
        return .notes([
            "observed \(reliability.observed.shortText), forecast \(reliability.expected.shortText)",
            "Brier score \(brier.score.fixed(5)) = reliability \(brier.reliability.fixed(5))"
                + " − resolution \(brier.resolution.fixed(5)) + uncertainty \(brier.uncertainty.fixed(5))"
                + " + within bins \(brier.withinBinResidual.fixed(5))",
            "ECE \(reliability.expectedCalibrationError.shortText); if every probability were right it would stay below"
                + " \(reliability.calibrationError95IfRight.shortText) with 95 % probability. It does not judge.",
        ])
    }

    private func pit(_ counts: [Int], _ coverage: Coverage) -> Explanation.Block {
        let total = counts.reduce(0, +)
        return .bars(
            title: "PIT: tenths of the forecast distribution in which labels fell (each would hold "
                + "\((Double(total) / 10).fixed(1)) of \(total)); inside the interval: \(coverage.inside)",
            counts.indices.map { tenth in
                .init(
                    label: "\((Double(tenth) / 10).fixed(1)) … \((Double(tenth + 1) / 10).fixed(1))",
                    value: Double(counts[tenth]), text: "\(counts[tenth])")
            })
    }

    private func importance(_ details: ImportanceDetails) -> Explanation.Block {
        .bars(
            title: "What the deployed model leans on: in the baseline, and now "
                + "(rank correlation \(details.rankCorrelation?.shortText ?? "–"))",
            details.groups.indices.flatMap { group in
                let (now, then) = (details.windowShares[group], details.baselineShares[group])
                return [
                    Explanation.Bar(
                        label: details.groups[group].joined(separator: " + "), value: then,
                        text: "before \((100 * then).fixed(1)) %"),
                    Explanation.Bar(label: "", value: now, text: "now \((100 * now).fixed(1)) %"),
                ]
            })
    }

    /// How earlier estimates did.
    private func estimates(_ past: [ScoreEstimate]) -> Explanation.Block? {
        guard !past.isEmpty else { return nil }
        let unit = measurement.unit
        return .table(
            title: "Earlier windows: what was estimated, and what was realised",
            [["window", "estimated", "band", "realised", ""]]
                + past.map { estimate in
                    [
                        "\(estimate.window.first) … \(estimate.window.last)", unit.text(estimate.value),
                        "\(unit.text(estimate.band.lowerBound)) … \(unit.text(estimate.band.upperBound))",
                        estimate.realised.map(unit.text) ?? "–",
                        estimate.isMissed.map { $0 ? "missed" : "held" } ?? "does not count",
                    ]
                })
    }

    private func money(_ details: DecisionDetails) -> Explanation.Block {
        let totals = details.totals
        return .table(
            title: "Decisions, in \(details.currency ?? "") relative to never acting",
            [
                ["", "event", "no event"], ["acted", "\(totals.truePositives)", "\(totals.falsePositives)"],
                ["not acted", "\(totals.falseNegatives)", "\(totals.trueNegatives)"], ["", "", ""],
                ["value", "\(totals.value)", ""], ["always", "\(totals.always)", ""],
                ["perfect", "\(totals.perfect)", ""], ["captured", totals.captured?.shortText ?? "–", ""],
                ["drawdown", "\(totals.drawdown)", ""],
            ])
    }

    /// The two fitted lines of a relation.
    private func lines(_ fits: RelationDetails.Fits) -> Explanation.Block {
        func row(_ name: String, _ fit: LeastSquares) -> [String] {
            [
                name, fit.slope.shortText, fit.intercept.shortText, fit.correlation?.shortText ?? "–",
                Double(fit.count).shortText,
            ]
        }
        return .table(
            title: "Least squares",
            [["", "slope", "intercept", "correlation", "rows"], row("now", fits.window), row("before", fits.baseline)])
    }

    private var notes: Explanation.Block? {
        var notes: [String] = []
        if case .error(let details) = measurement.details { notes += errorNotes(details) }
        if let labels = measurement.contents.labels {
            let states = Ledger.State.allCases.sorted { $0.rawValue < $1.rawValue }
            notes.append(
                "labels of the window: " + states.map { "\(labels[$0]) \($0.rawValue)" }.joined(separator: ", "))
        }
        if case .missingLabels(let details) = measurement.details {
            if !details.missingSessions.isEmpty {
                notes.append("no label for \(details.missingSessions.map(\.description).joined(separator: ", "))")
            }
            if !details.firstRejections.isEmpty {
                notes.append("refused: \(details.firstRejections.map(\.description).joined(separator: "; "))")
            }
        }
        if let baseline = measurement.baseline { notes.append("baseline \(baseline)") }
        return notes.isEmpty ? nil : .notes(notes)
    }

    private func errorNotes(_ details: ErrorDetails) -> [String] {
        var notes: [String] = []
        if let share = details.perfectModelAlarmPercent {
            notes.append(
                """
                a model without fault, with independent normal errors, would pass the limit on \(share.fixed(1)) % of \
                days
                """
            )
        }
        if let bounds = details.oneSided95 {
            let (least, most) = (measurement.unit.text(bounds.lowerBound), measurement.unit.text(bounds.upperBound))
            notes.append("one-sided 95 % bounds: at least \(least), at most \(most)")
        }
        if let baseline = details.baseline, let score = baseline.score {
            notes.append("baseline score \(score.shortText)\(baseline.sample.map { " on \($0) rows" } ?? "")")
        }
        return notes
    }
}
