import Core
import Foundation

/// Drawings of a measurement's details: what the checks keep for charts.
struct EvidenceBlocks {
    private let details: [String: JSONValue]
    private let measurement: MeasuredValue
    private let isAboutModel: Bool

    init(_ measurement: MeasuredValue, isAboutModel: Bool) {
        details = measurement.details
        self.measurement = measurement
        self.isAboutModel = isAboutModel
    }

    var blocks: [Explanation.Block] {
        [bins, reliability, scores, pit, importance, estimates, money, lines, notes].compactMap { $0 }
    }

    /// Contributions to a binned distance.
    private var bins: Explanation.Block? {
        guard case .object(let bins)? = details["bins"], let contributions = bins["contributions"]?.numbers,
            let current = bins["current"]?.numbers, let baseline = bins["baseline"]?.numbers
        else { return nil }
        let edges = bins["edges"]?.numbers ?? []
        let (now, then) = (max(1, current.reduce(0, +)), max(1, baseline.reduce(0, +)))
        return .bars(
            title: "Contribution of each bin (share now, share in the baseline)",
            contributions.indices.map { bin in
                let shares = "\((100 * current[bin] / now).fixed(1)) %, \((100 * baseline[bin] / then).fixed(1)) %"
                return .init(
                    label: "\(binName(bin, edges, of: contributions.count))  (\(shares))",
                    value: max(0, contributions[bin]),
                    text: contributions[bin].shortText)
            })
    }

    private func binName(_ bin: Int, _ edges: [Double], of count: Int) -> String {
        guard edges.count + 1 >= count, !edges.isEmpty else { return "bin \(bin + 1)" }
        if bin == 0 { return "below \(edges[0].shortText)" }
        if bin > edges.count { return "nulls" }
        return bin == edges.count
            ? "from \(edges[bin - 1].shortText)" : "\(edges[bin - 1].shortText) … \(edges[bin].shortText)"
    }

    private var reliability: Explanation.Block? {
        guard case .array(let bins)? = details["reliability_curve"] else { return nil }
        return .intervals(
            title: "Reliability curve: ten bins of equal count",
            bins.compactMap { bin in
                guard case .object(let fields) = bin, let p = fields["mean_probability"]?.number,
                    let share = fields["share"]?.number, let band = fields["interval"]?.numbers, band.count == 2
                else { return nil }
                return .init(
                    label: "p \(p.fixed(3))", value: share, band: band[0]...band[1], expected: p,
                    text: "\(share.fixed(3)) of \(Int(fields["count"]?.number ?? 0))")
            })
    }

    private var scores: Explanation.Block? {
        guard case .object(let brier)? = details["brier"] else { return nil }
        func text(_ name: String) -> String { brier[name]?.number.map { $0.fixed(5) } ?? "–" }
        return .notes([
            "observed \(number("observed")), forecast \(number("expected"))",
            "Brier score \(text("score")) = reliability \(text("reliability")) − resolution \(text("resolution")) + uncertainty \(text("uncertainty")) + within bins \(text("within_bin_residual"))",
            "ECE \(number("ece")); if every probability were right it would stay below \(number("ece_95_if_right")) with 95 % probability. It does not judge.",
        ])
    }

    private var pit: Explanation.Block? {
        guard let counts = details["pit"]?.numbers, let inside = details["inside"]?.number else { return nil }
        let total = counts.reduce(0, +)
        return .bars(
            title:
                "PIT: tenths of the forecast distribution in which labels fell (each would hold \((total / 10).fixed(1)) of \(Int(total))); inside the interval: \(Int(inside))",
            counts.indices.map { tenth in
                .init(
                    label: "\((Double(tenth) / 10).fixed(1)) … \((Double(tenth + 1) / 10).fixed(1))",
                    value: counts[tenth],
                    text: "\(Int(counts[tenth]))")
            })
    }

    private var importance: Explanation.Block? {
        guard case .array(let groups)? = details["groups"], let now = details["window_shares"]?.numbers,
            let then = details["baseline_shares"]?.numbers
        else { return nil }
        let names = groups.map { $0.strings.joined(separator: " + ") }
        return .bars(
            title:
                "What the deployed model leans on: in the baseline, and now (rank correlation \(number("rank_correlation")))",
            names.indices.flatMap { group in
                [
                    Explanation.Bar(
                        label: names[group], value: then[group], text: "before \((100 * then[group]).fixed(1)) %"),
                    Explanation.Bar(label: "", value: now[group], text: "now \((100 * now[group]).fixed(1)) %"),
                ]
            })
    }

    /// How earlier estimates did.
    private var estimates: Explanation.Block? {
        guard case .array(let past)? = details["past"], !past.isEmpty else { return nil }
        let rows = past.map { item -> [String] in
            guard case .object(let fields) = item, let band = fields["band"]?.numbers, band.count == 2 else {
                return []
            }
            func day(_ name: String) -> String { if case .string(let day)? = fields[name] { day } else { "" } }
            func number(_ value: Double?) -> String { value.map(measurement.unit.text) ?? "–" }
            let verdict =
                if case .bool(let missed)? = fields["missed"] { missed ? "missed" : "held" } else { "does not count" }
            return [
                "\(day("from")) … \(day("to"))", number(fields["value"]?.number),
                "\(number(band[0])) … \(number(band[1]))", number(fields["realised"]?.number), verdict,
            ]
        }
        return .table(
            title: "Earlier windows: what was estimated, and what was realised",
            [["window", "estimated", "band", "realised", ""]] + rows)
    }

    private var money: Explanation.Block? {
        guard case .object(let totals)? = details["totals"] else { return nil }
        func cell(_ name: String) -> String {
            switch totals[name] {
            case .string(let text): text
            case .integer(let count): String(count)
            case .number(let value): value.shortText
            default: "–"
            }
        }
        let currency = if case .string(let name)? = details["currency"] { name } else { "" }
        return .table(
            title: "Decisions, in \(currency) relative to never acting",
            [["", "event", "no event"]]
                + [["acted", cell("true_positives"), cell("false_positives")]]
                + [["not acted", cell("false_negatives"), cell("true_negatives")]]
                + [
                    ["", "", ""], ["value", cell("value"), ""], ["always", cell("always"), ""],
                    ["perfect", cell("perfect"), ""],
                ]
                + [["captured", cell("value_captured"), ""], ["drawdown", cell("drawdown"), ""]])
    }

    /// The two fitted lines of a relation.
    private var lines: Explanation.Block? {
        guard case .object(let now)? = details["window"], case .object(let then)? = details["baseline"] else {
            return nil
        }
        func row(_ name: String, _ fit: [String: JSONValue]) -> [String] {
            [name] + ["slope", "intercept", "correlation", "rows"].map { fit[$0]?.number.map(\.shortText) ?? "–" }
        }
        return .table(
            title: "Least squares",
            [["", "slope", "intercept", "correlation", "rows"], row("now", now), row("before", then)])
    }

    private var notes: Explanation.Block? {
        var notes: [String] = []
        if let share = details["perfect_model_alarm_percent"]?.number {
            notes.append(
                "a model without fault, with independent normal errors, would pass the limit on \(share.fixed(1)) % of days"
            )
        }
        if let bounds = details["one_sided_95"]?.numbers, bounds.count == 2 {
            notes.append(
                "one-sided 95 % bounds: at least \(measurement.unit.text(bounds[0])), at most \(measurement.unit.text(bounds[1]))"
            )
        }
        if let score = details["baseline_score"]?.number {
            notes.append(
                "baseline score \(score.shortText)\(details["baseline_sample"]?.number.map { " on \(Int($0)) rows" } ?? "")"
            )
        }
        if case .object(let counts)? = details["labels"] {
            let text = counts.sorted { $0.key < $1.key }.map { "\(Int($0.value.number ?? 0)) \($0.key)" }
            notes.append("labels of the window: " + text.joined(separator: ", "))
        }
        if let sessions = details["missing_sessions"]?.strings, !sessions.isEmpty {
            notes.append("no label for \(sessions.joined(separator: ", "))")
        }
        if let refused = details["first_refused"]?.strings, !refused.isEmpty {
            notes.append("refused: \(refused.joined(separator: "; "))")
        }
        if let baseline = measurement.baseline { notes.append("baseline \(baseline)") }
        return notes.isEmpty ? nil : .notes(notes)
    }

    private func number(_ name: String) -> String { details[name]?.number.map(\.shortText) ?? "–" }
}

extension JSONValue {
    fileprivate var number: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    /// nil unless all are numbers.
    fileprivate var numbers: [Double]? {
        guard case .array(let values) = self else { return nil }
        let numbers = values.compactMap(\.number)
        return numbers.count == values.count ? numbers : nil
    }

    fileprivate var strings: [String] {
        guard case .array(let values) = self else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
