import Core
import Statistics
import TradingCalendar

/// Reads the parts of a check that depend on its metric and on the sources.
struct CheckRuleReader {
    let fields: PolicyFields
    let context: CheckRule.Context
    let problems: PolicyProblems

    var sources: [String: DeclaredColumns] { context.sources }

    /// False where a column may be declared that cannot be read.
    var areColumnsKnown: Bool { context.areSourcesKnown && sources.values.allSatisfy(\.isComplete) }

    func window(_ metric: MetricDefinition) -> Int? {
        if metric.isWindowed {
            if fields["window"] == nil {
                problems.error(
                    fields.node, "\(metric.name) is measured over a window, and there is none",
                    example: "window: 63 sessions")
            }
            return fields.sessions("window", in: 1...10_000)
        }
        if let node = fields["window"] { problems.error(node, "\(metric.name) has no window") }
        return nil
    }

    func relativeTo(_ metric: MetricDefinition) -> RelativeTo? {
        let takesMedian = metric.has(.relativeToMedian)
        return fields.value("relative_to", expected: takesMedian ? "\"median of 21 sessions\"" : "\"baseline\"") {
            text in
            RelativeTo(text).flatMap { ($0 == .baseline) == takesMedian ? nil : $0 }
        }
    }

    func owners() -> [String] {
        let owners = fields.texts("owner")
        if let node = fields["owner"], Set(owners).count < owners.count {
            problems.error(node, "a team is named twice", example: "owner: [data-engineering, data-science]")
        }
        return owners
    }

    func limit(_ key: String, _ metric: MetricDefinition, isRelative: Bool) -> Limit? {
        guard let node = fields[key] else { return nil }
        if case .sequence(let nodes) = node.content { return findings(nodes, at: node, for: metric) }
        let example = example(of: key, metric)
        guard let text = PolicyFields.scalar(node, problems, example: example) else { return nil }
        let percent: Double? =
            isRelative || metric.scale == .percent ? 1 : metric.has(.percentBounds) ? 0.01 : nil
        let read = { (text: String) in Limit(text, percent: percent, maximumPerYear: context.sessionsPerYear) }
        guard let limit = read(text) else {
            if percent == nil, let limit = Limit(text, percent: 1, maximumPerYear: context.sessionsPerYear),
                case .threshold = limit
            {
                problems.error(
                    node, "\(node.shown) is a percentage; \(metric.name) is in \(metric.unit)",
                    example: metric.has(.relative) ? "relative_to: baseline, \(key): \(text)" : "\(key): above 3")
                return nil
            }
            let side = metric.example.contains(": below") ? Threshold.Side.below : .above
            let fit = meant(text, side: side).flatMap { text in read(text).flatMap { fits($0, metric) ? text : nil } }
            notALimit(node, key: key, example: fit.map { "\(key): \($0)" } ?? example)
            return nil
        }
        if let complaint = mismatch(limit, metric) {
            problems.error(node, complaint, example: example)
            return nil
        }
        return limit
    }

    /// A limit that suits a metric, as it would be written.
    private func example(of key: String, _ metric: MetricDefinition) -> String {
        metric.has(.findings)
            ? "\(key): any"
            : metric.subject == .model || metric.subject == .forecasts ? metric.example : "\(key): above 0.3"
    }

    /// True if a limit can be judged, whatever history there is.
    private func fits(_ limit: Limit, _ metric: MetricDefinition) -> Bool {
        guard mismatch(limit, metric) == nil, !limit.isBudget else { return false }
        if case .threshold(let threshold) = limit, metric.has(.proportion) { return (0...1).contains(threshold.bound) }
        return true
    }

    /// The bound that is clear: on the other side of every limit, and not beyond one.
    func clear(_ metric: MetricDefinition, _ limits: [Limit?], isRelative: Bool) -> Threshold? {
        guard let node = fields["clear"] else { return nil }
        guard let limit = limit("clear", metric, isRelative: isRelative) else { return nil }
        guard case .threshold(let clear) = limit else {
            problems.error(node, "\(node.shown) is not a bound", example: "clear: below 0.25")
            return nil
        }
        for case .threshold(let limit)? in limits
        where limit.side == clear.side || (clear.side == .below ? clear.bound > limit.bound : clear.bound < limit.bound)
        {
            problems.error(
                node, "what is \(clear) is not clear of the limit \(limit)",
                example: "clear: \(limit.side == .above ? "below" : "above") \(limit.bound.shortText)")
        }
        return clear
    }

    private func findings(_ nodes: [PolicyNode], at node: PolicyNode, for metric: MetricDefinition) -> Limit? {
        guard metric.has(.findings) else {
            problems.error(
                node, "a list of findings belongs to schema; \(metric.name) has a number",
                example: "critical: above 0.3")
            return nil
        }
        return .findings(kinds(nodes))
    }

    /// The kinds of findings that a list names.
    func kinds(_ nodes: [PolicyNode]) -> [Finding.Kind] {
        let names = Finding.Kind.allCases.map(\.rawValue)
        return nodes.compactMap { node in
            guard let name = PolicyFields.scalar(node, problems, example: "missing") else { return nil }
            if let kind = Finding.Kind(rawValue: name) { return kind }
            problems.error(
                node, "unknown finding \(node.shown)\(suggestion(for: name, among: names))",
                example: names.joined(separator: ", "))
            return nil
        }
    }

    private func mismatch(_ limit: Limit, _ metric: MetricDefinition) -> String? {
        switch limit {
        case .findings: metric.has(.findings) ? nil : "\"any\" belongs to schema; \(metric.name) has a number"
        case .pValue: metric.has(.pValue) ? nil : "\(metric.name) has no p-value"
        case .budget:
            metric.has(.budget) ? nil : "\(metric.name) has no history in which more is worse to calibrate a budget on"
        case .threshold: metric.has(.findings) ? "\(metric.name) has findings, not a number" : nil
        }
    }

    func crossCheck(_ metric: MetricDefinition, judge: JudgedBy) {
        if fields["warning"] == nil, fields["critical"] == nil {
            problems.error(
                fields.node, "the check says neither when it warns nor when it is critical", example: metric.example)
        }
        if judge == .evidence, !metric.has(.interval), let node = fields["judge"] {
            problems.error(
                node,
                "\(metric.name) has no interval to judge by", example: "judge: value")
        }
        if !metric.has(.relative), !metric.has(.relativeToMedian), let node = fields["relative_to"] {
            problems.error(
                node, "\(metric.name) is not said relative to a baseline",
                example: "metric: rmse, relative_to: baseline")
        }
        if context.hasChampion, !metric.has(.relativeToMedian), fields["relative_to"] != nil,
            let node = fields["baseline"]
        {
            problems.lint(
                node,
                """
                relative to its baseline, the built-in model is compared with its gated artifact; baseline: has no \
                meaning here
                """
            )
        }
        if !metric.has(.baseline), fields["relative_to"] == nil || metric.has(.relativeToMedian),
            let node = fields["baseline"]
        {
            problems.error(node, "\(metric.name) compares with no baseline")
        }
        if !metric.isWindowed, let node = fields["reference"] {
            problems.error(node, "\(metric.name) has no history to calibrate a budget on")
        }
        if metric.subject != .pair, let node = fields["fit"] {
            problems.error(node, "\(metric.name) fits no line", example: "metric: relation, fit: theil_sen")
        }
        if let node = fields["missing_as_bin"] {
            guard metric.has(.bins) else {
                problems.error(node, "\(metric.name) has no bins")
                return
            }
        }
    }
}
