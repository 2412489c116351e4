import Core

/// The metric of a check, and what can be read of a check whose metric nobody knows.
extension CheckRuleReader {
    /// The metric that is written or, where its name is wrong, the one that was probably meant: the rest of the check
    /// is read for that one.
    func metric() -> (definition: MetricDefinition, isNamed: Bool)? {
        guard let node = fields["metric"],
            let name = PolicyFields.scalar(node, problems, example: "metric: energy")
        else { return nil }
        if let metric = MetricCatalog[name] { return (metric, true) }
        let answer = FamiliarMetrics.answer(to: name)
        let meant = answer?.metrics ?? closestName(to: name, among: MetricCatalog.names).map { [$0] } ?? []
        let offer = meant.isEmpty ? "" : "; did you mean \(meant.map { "\"\($0)\"" }.joined(separator: " or "))?"
        let example = meant.first ?? (answer == nil ? "energy" : nil)
        problems.error(
            node, "unknown metric \(node.shown)\(answer?.remark.map { ": \($0)" } ?? "")\(offer)",
            example: example.map { "metric: \($0)    # bellwether metrics lists them all" })
        // Where several could be meant, the rest may be right for any of them.
        guard meant.count == 1, answer?.remark == nil else { return nil }
        return MetricCatalog[meant[0]].map { ($0, false) }
    }

    /// Reads what has a form of its own whatever the metric is.
    func readWithoutMetric() {
        _ = fields.sessions("window", in: 1...10_000)
        for key in ["warning", "critical", "clear"] {
            guard let node = fields[key] else { continue }
            if case .sequence(let nodes) = node.content {
                _ = kinds(nodes)
            } else if let text = PolicyFields.scalar(node, problems, example: "\(key): above 0.3"),
                Limit(text, percent: 1, maximumPerYear: context.sessionsPerYear) == nil
            {
                notALimit(node, key: key, example: meant(text).map { "\(key): \($0)" } ?? "\(key): above 0.3")
            }
        }
        _ = fields.value("relative_to", expected: "\"baseline\" or \"median of 21 sessions\"") { RelativeTo($0) }
        for node in fields.oneOrMore("of") { readSubjectOfAnyKind(node) }
    }

    private func readSubjectOfAnyKind(_ node: PolicyNode) {
        switch node.content {
        case .scalar(let name):
            let isKnown =
                sources[name] != nil || sources.values.contains { $0.contains(name) }
                || ForecastPart(rawValue: name) != nil
            guard !isKnown, areColumnsKnown else { return }
            let names = sources.keys.sorted() + sources.values.flatMap(\.names)
            problems.error(
                node, "no source, and no column of one, is called \(node.shown)\(suggestion(for: name, among: names))")
        case .mapping where node["column"] != nil: _ = series(node)
        case .mapping:
            for key in ["y", "x"] { if let node = node[key] { _ = series(node) } }
        case .null, .sequence: break
        }
    }

    func notALimit(_ node: PolicyNode, key: String, example: String) {
        let hasShare = node.scalar?.contains("at most") ?? false
        let share = hasShare ? ", then \", at most P % of days\", P between 0 and 100" : ""
        problems.error(
            node,
            """
            \(node.shown) is not a limit: above X, below X, budget N a year (at most \
            \(context.sessionsPerYear.shortText)\(share)), p_value below X, any, or a list of findings
            """,
            example: example)
    }

    /// The limit that other notations stand for: `> 0.1`, `0.1`, `less than 3`, `2 per year`.
    /// - Parameter side: of a bound alone.
    func meant(_ text: String, side: Threshold.Side = .above) -> String? {
        if let match = text.wholeMatch(
            of: /\s*([0-9]+(?:\.[0-9]+)?)\s*(?:x|times|alarms|alerts)?\s*(?:a|per|\/)\s*year\s*/.ignoresCase())
        {
            return "budget \(match.output.1) a year"
        }
        guard
            let match = text.wholeMatch(
                of: /\s*([<>]=?|[a-z]+(?: than)?)?[\s:=]*(-?[0-9]+(?:\.[0-9]+)?)\s*(%|percent|pct)?\s*/.ignoresCase())
        else { return nil }
        let written: Threshold.Side? =
            switch match.output.1?.lowercased() {
            case nil: side
            case ">"?, ">="?, "gt"?, "greater than"?, "more than"?, "over"?, "exceeds"?, "above"?, "max"?: .above
            case "<"?, "<="?, "lt"?, "less than"?, "fewer than"?, "under"?, "below"?, "min"?: .below
            default: nil
            }
        return written.map { "\($0.rawValue) \(match.output.2)\(match.output.3 == nil ? "" : "%")" }
    }
}
