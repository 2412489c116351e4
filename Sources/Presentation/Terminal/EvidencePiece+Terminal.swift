import Core
import Foundation
import Reports
import TradingCalendar

extension EvidencePiece {
    /// The drawings of some pieces, and their notes in one block below them.
    /// - Parameter unit: of the measurement.
    static func blocks(_ pieces: [EvidencePiece], unit: MeasuredValue.Unit) -> [Drawing.Block] {
        let notes = pieces.flatMap { $0.notes(unit) }
        return pieces.flatMap { $0.drawings(unit) } + (notes.isEmpty ? [] : [.notes(notes)])
    }

    private func drawings(_ unit: MeasuredValue.Unit) -> [Drawing.Block] {
        switch self {
        case .bins(let bins): [EvidencePiece.contributions(bins)]
        case .categories(let categories, _): [EvidencePiece.table(categories)]
        case .reliability(let reliability): [reliability.chart, reliability.scores]
        case .probabilityIntegralTransform(let tenths, let inside): [EvidencePiece.histogram(tenths, inside: inside)]
        case .importance(let details): [details.chart]
        case .estimates(let past): [EvidencePiece.table(past, unit: unit)]
        case .decisions(let details): [details.table]
        case .lines(let now, let before):
            [
                .table(
                    title: "The fitted lines",
                    [["", "slope", "intercept", "correlation", "rows"], now.cells("now"), before.cells("before")])
            ]
        case .errors, .skill, .labels, .missingLabels, .baseline, .window, .nulls, .latestRow, .remark: []
        }
    }

    private static func contributions(_ bins: [Bin]) -> Drawing.Block {
        .bars(
            title: "Contribution of each bin (share now, share in the baseline)",
            bins.map { bin in
                let shares = [bin.share, bin.baselineShare].map { "\((100 * $0).fixed(1)) %" }
                return .init(
                    label: "\(bin.place.text)  (\(shares.joined(separator: ", ")))", value: max(0, bin.contribution),
                    text: bin.contribution.shortText)
            })
    }

    /// Categories that have a line each.
    private static let maximumCategories = 12
    private static let maximumName = 32

    private static func table(_ categories: [Category]) -> Drawing.Block {
        func row(_ name: String, _ categories: some Collection<Category>) -> [String] {
            [
                name, "\(categories.reduce(0) { $0 + $1.count })",
                "\((100 * categories.reduce(0) { $0 + $1.share }).fixed(1)) %",
                "\(categories.reduce(0) { $0 + $1.baselineCount })",
                "\((100 * categories.reduce(0) { $0 + $1.baselineShare }).fixed(1)) %",
                categories.reduce(0) { $0 + $1.contribution }.shortText,
            ]
        }
        let rest = categories.dropFirst(maximumCategories)
        return .table(
            title: "Each category, now and in the baseline; the largest contributions first",
            [["category", "now", "share", "baseline", "share", "contribution"]]
                + categories.prefix(maximumCategories).map { category in
                    let name = category.name.printable
                    return row(name.count > maximumName ? "\(name.prefix(maximumName))…" : name, [category])
                } + (rest.isEmpty ? [] : [row("\(rest.count) others", rest)]))
    }

    private static func histogram(_ tenths: [Int], inside: Int) -> Drawing.Block {
        let total = tenths.reduce(0, +)
        return .bars(
            title: "PIT: tenths of the forecast distribution in which labels fell (each would hold "
                + "\((Double(total) / 10).fixed(1)) of \(total)); inside the interval: \(inside)",
            tenths.enumerated().map { tenth, count in
                .init(
                    label: "\((Double(tenth) / 10).fixed(1)) … \((Double(tenth + 1) / 10).fixed(1))",
                    value: Double(count), text: "\(count)")
            })
    }

    private static func table(_ past: [ScoreEstimate], unit: MeasuredValue.Unit) -> Drawing.Block {
        .table(
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

    // MARK: - Notes

    private func notes(_ unit: MeasuredValue.Unit) -> [String] {
        switch self {
        case .errors(let details): return details.notes
        case .skill(let details): return details.notes(unit)
        case .labels(let labels):
            let states = Ledger.State.allCases.sorted { $0.rawValue < $1.rawValue }
            return ["labels of the window: " + states.map { "\(labels[$0]) \($0.rawValue)" }.joined(separator: ", ")]
        case .missingLabels(let details):
            let (missing, refused) = (details.missingSessions, details.firstRejections)
            return [
                missing.isEmpty ? nil : "no label for \(missing.map(\.description).joined(separator: ", "))",
                refused.isEmpty ? nil : "refused: \(refused.map(\.description).joined(separator: "; "))",
            ].compactMap { $0 }
        case .baseline(let digest, let span): return ["baseline \(span.map { "\($0.text) · " } ?? "")\(digest)"]
        case .window(let window, let sample, let noun):
            let sessions = window.count.counted("session")
            return ["window \(window.first) … \(window.last): \(sessions), \(sample.counted(noun))"]
        case .nulls(let details): return [details.note]
        case .remark(let remark): return [remark]
        case .latestRow(let row): return row.notes
        case .categories(_, let unseen):
            return unseen.isEmpty ? [] : ["never in the baseline: \(unseen.joined(separator: ", "))"]
        case .bins, .reliability, .probabilityIntegralTransform, .importance, .estimates, .decisions, .lines: return []
        }
    }
}

extension EvidencePiece.Bin.Place {
    fileprivate var text: String {
        switch self {
        case .below(let edge): "below \(edge.shortText)"
        case .between(let lower, let upper): "\(lower.shortText) … \(upper.shortText)"
        case .from(let edge): "from \(edge.shortText)"
        case .nulls: "nulls"
        case .number(let number): "bin \(number)"
        }
    }
}

extension BaselineSpan {
    fileprivate var text: String {
        "\(first) … \(last): \(sessions.counted("session")), \(rows.counted("row"))"
    }
}

extension NullDetails {
    fileprivate var note: String {
        let shown = spans.map { span in
            span.first == span.last
                ? "\(span.first)\(span.nulls > 1 ? " (\(span.nulls))" : "")"
                : "\(span.first) … \(span.last) (\(span.nulls))"
        }
        let rest = nulls - spans.reduce(0) { $0 + $1.nulls }
        let first = firstSession.map { "the first on \($0)" } ?? ""
        return "nulls on \(rest > 0 ? "\(rest) earlier rows (\(first)), " : "")\(shown.joined(separator: ", "))"
    }
}

extension EvidencePiece.LatestRow {
    fileprivate var notes: [String] {
        [
            "latest row \(session): \(cells.map { "\($0.column) \($0.text)" }.joined(separator: ", "))",
            session < due ? "due by then: the row of \(due)" : "the row of \(due), the latest that is due, is there",
        ]
    }
}

extension EvidencePiece.Reliability {
    fileprivate var chart: Drawing.Block {
        .intervals(
            title: "Reliability curve: ten bins of equal count",
            curve.map { bin in
                .init(
                    label: "p \(bin.probability.fixed(3))", value: bin.share, band: bin.interval,
                    expected: bin.probability, text: "\(bin.share.fixed(3)) of \(bin.count)")
            })
    }

    fileprivate var scores: Drawing.Block {
        .notes([
            "observed \(observed.shortText), forecast \(expected.shortText)",
            "Brier score \(brier.score.fixed(5)) = reliability \(brier.reliability.fixed(5))"
                + " − resolution \(brier.resolution.fixed(5)) + uncertainty \(brier.uncertainty.fixed(5))"
                + " + within bins \(brier.withinBinResidual.fixed(5))",
            "ECE \(expectedCalibrationError.shortText); if every probability were right it would stay below"
                + " \(calibrationError95IfRight.shortText) with 95 % probability. It does not judge.",
        ])
    }
}

extension ImportanceDetails {
    fileprivate var chart: Drawing.Block {
        .bars(
            title: "What the deployed model leans on: in the baseline, and now "
                + "(rank correlation \(rankCorrelation?.shortText ?? "–"))",
            groups.indices.flatMap { group in
                let (now, then) = (windowShares[group], baselineShares[group])
                return [
                    Drawing.Bar(
                        label: groups[group].joined(separator: " + "), value: then,
                        text: "before \((100 * then).fixed(1)) %"),
                    Drawing.Bar(label: "", value: now, text: "now \((100 * now).fixed(1)) %"),
                ]
            })
    }
}

extension DecisionDetails {
    fileprivate var table: Drawing.Block {
        .table(
            title: "Decisions, in \(currency ?? "") relative to never acting",
            [
                ["", "event", "no event"], ["acted", "\(totals.truePositives)", "\(totals.falsePositives)"],
                ["not acted", "\(totals.falseNegatives)", "\(totals.trueNegatives)"], ["", "", ""],
                ["value", "\(totals.value)", ""], ["always", "\(totals.always)", ""],
                ["perfect", "\(totals.perfect)", ""], ["captured", totals.captured?.shortText ?? "–", ""],
                ["drawdown", "\(totals.drawdown)", ""],
            ])
    }
}

extension LineFit {
    fileprivate func cells(_ name: String) -> [String] {
        [name, slope.shortText, intercept.shortText, correlation?.shortText ?? "–", Double(pairs).shortText]
    }
}

extension ErrorDetails {
    fileprivate var notes: [String] {
        var notes: [String] = []
        if let share = perfectModelAlarmPercent {
            notes.append(
                """
                a model without fault, with independent normal errors, would pass the limit on \(share.fixed(1)) % of \
                days
                """
            )
        }
        if let baseline, let score = baseline.score {
            notes.append("baseline score \(score.shortText)\(baseline.sample.map { " on \($0) rows" } ?? "")")
        }
        return notes
    }
}
