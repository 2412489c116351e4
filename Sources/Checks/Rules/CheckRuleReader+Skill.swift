import Core

/// The loss of a check of skill, and whom the model is compared with: `score:` and `against:`.
extension CheckRuleReader {
    static let benchmarkKeys: [PolicyKey] = [
        PolicyKey(
            "column", .text, example: "vix_close", doc: "A feature of the predictions, above 0: σ is a multiple of it."),
        PolicyKey(
            "ledger", .text, example: "other.csv",
            doc: "A file of another model's predictions of the same labels, relative to the policy."),
    ]

    private static let examples = SkillBenchmark.examples.map(\.name).joined(separator: ", ")

    /// - Returns: nil for other metrics, and where something is wrong.
    func skill(_ metric: MetricDefinition) -> SkillQuestion? {
        guard metric.name == "skill" else {
            for key in ["score", "against"] {
                if let node = fields[key] { problems.error(node, "\(key): belongs to skill, not to \(metric.name)") }
            }
            return nil
        }
        for key in ["score", "against"] where fields[key] == nil {
            let choices =
                key == "score" ? SkillScore.allCases.map(\.rawValue).joined(separator: ", ") : CheckRuleReader.examples
            problems.error(
                fields.node, "the key \"\(key)\" is missing: skill is measured by one of \(choices)",
                example: key == "score" ? "score: log_score" : "against: constant")
        }
        let score = fields.choice("score", among: SkillScore.allCases, familiar: SkillScore.familiar)
        let benchmark = fields["against"].flatMap(benchmark)
        if score == .value, !context.hasDecision, let node = fields["score"] {
            problems.error(
                node, "value is that of decisions, and this policy has none",
                example:
                    """
                    decision: {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: \
                    10000000 USD, costs: {act: 2 bps, miss: 16 bps}}
                    """)
        }
        guard let score, let benchmark else { return nil }
        if !score.takes(benchmark), let node = fields["against"] {
            let taken = SkillBenchmark.examples.filter { score.takes($0.benchmark) }.map(\.name)
            problems.error(
                node,
                """
                \(node.shown) says nothing that \(score.rawValue) looks at; it is compared with \
                \(taken.joined(separator: ", "))
                """,
                example: "against: \(taken.first ?? "constant")")
            return nil
        }
        return SkillQuestion(score: score, benchmark: benchmark)
    }

    private func benchmark(_ node: PolicyNode) -> SkillBenchmark? {
        guard case .mapping = node.content else { return named(node) }
        guard let keys = PolicyFields(node, keys: CheckRuleReader.benchmarkKeys, problems: problems) else { return nil }
        switch (keys["column"], keys["ledger"]) {
        case (let column?, nil): return keys.text("column").flatMap { self.column($0, at: column) }
        case (nil, _?): return keys.text("ledger").map { .ledger($0) }
        case (nil, nil), (_?, _?):
            problems.error(
                node, "a benchmark is one of \(CheckRuleReader.examples)", example: "against: {column: vix_close}")
            return nil
        }
    }

    private func named(_ node: PolicyNode) -> SkillBenchmark? {
        guard let name = PolicyFields.scalar(node, problems, example: "against: constant") else { return nil }
        if let found = SkillBenchmark.named.first(where: { $0.name == name }) { return found.benchmark }
        let names = SkillBenchmark.named.map(\.name)
        let column = context.scales?[name] != nil
        problems.error(
            node,
            """
            unknown benchmark \(node.shown); one of \(CheckRuleReader.examples)\
            \(column ? "" : suggestion(for: name, among: names))
            """,
            example: "against: \(column ? "{column: \(name)}" : suggestedName(for: name, among: names) ?? "constant")")
        return nil
    }

    private func column(_ name: String, at node: PolicyNode) -> SkillBenchmark? {
        // A ledger's features are known only once it is read.
        guard let scales = context.scales else { return .column(name: name, feature: name) }
        if let feature = scales[name] { return .column(name: name, feature: feature) }
        let names = scales.keys.sorted()
        problems.error(
            node,
            """
            \(node.shown) is no feature that can be a scale; one of \(names.joined(separator: ", "))\
            \(suggestion(for: name, among: names))
            """,
            example: "against: {column: \(suggestedName(for: name, among: names) ?? names.first ?? "vix_close")}")
        return nil
    }
}
