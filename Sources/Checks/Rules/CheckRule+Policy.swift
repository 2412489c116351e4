package import Core
import Statistics
import TradingCalendar

extension CheckRule {
    package static let keys: [PolicyKey] = [
        PolicyKey("name", .text, required: true, example: "drift", "The name of the check, unique in the policy."),
        PolicyKey(
            "metric", .choice(CheckCatalog.names), required: true, example: "psi",
            "What is measured; `bellwether metrics` lists them."),
        PolicyKey(
            "of",
            .anyOf([.text, .list(.anyOf([.text, .section(seriesKeys)])), .section(seriesKeys), .section(pairKeys)]),
            example: "[vix_close, sp500_close]",
            "A source, one column or several, for relation a pair {y: …, x: …}, for calibration forecasts (\(ForecastPart.allCases.map(\.rawValue).joined(separator: ", "))); other metrics of the model have none."
        ),
        PolicyKey("source", .text, example: "market", "The source of the columns, where several sources declare them."),
        PolicyKey(
            "as", .choice(Transform.allCases.map(\.rawValue)), example: "log_return",
            "What is computed of the columns first; default level."),
        PolicyKey("window", .text, example: "63 sessions", "The last so many sessions."),
        PolicyKey(
            "relative_to", .choice(["baseline"]), example: "baseline",
            "For rmse, mae and scaled_rmse: the value, and its threshold, are percent above the baseline's score."),
        PolicyKey(
            "warning", .anyOf([.text, .list(.text)]), example: "above 0.5",
            "When it warns: above X, below X, budget N a year, p_value below X, any, or a list of findings."),
        PolicyKey(
            "critical", .anyOf([.text, .list(.text)]), example: "above 2", "When it is critical; as for warning."),
        PolicyKey(
            "judge", .choice(["value", "evidence"]), example: "evidence",
            "value (default): the value alone. evidence: not while the interval contains the threshold."),
        PolicyKey(
            "for", .text, example: "3 sessions",
            "Consecutive sessions that must breach before there is an alarm; default 1."),
        PolicyKey(
            "baseline", BaselineRule.shape, example: "{sessions: 504, before: window}",
            "What the window is compared with; default: the policy's baseline."),
        PolicyKey(
            "reference", .section(DaySpan.keys), example: "{from: 1993-01-01, to: 2015-12-31}",
            "The history that a budget is calibrated on; default: all before the window."),
        PolicyKey(
            "missing_as_bin", .boolean, example: "true",
            "Whether nulls are compared as a bin of their own; default false."),
        PolicyKey(
            "owner", .anyOf([.text, .list(.text)]), required: true, example: "data-science",
            "The team or teams that are told."),
        PolicyKey("runbook", .text, required: true, example: "drift", "What they do first."),
    ]

    static let seriesKeys: [PolicyKey] = [
        PolicyKey("column", .text, required: true, example: "sp500_close", "A column of the source."),
        PolicyKey(
            "as", .choice(Transform.allCases.map(\.rawValue)), example: "log_return", "What is computed of it first."),
    ]

    static let pairKeys: [PolicyKey] = [
        PolicyKey(
            "y", .anyOf([.text, .section(seriesKeys)]), required: true,
            example: "{column: sp500_close, as: log_return}", "What follows."),
        PolicyKey(
            "x", .anyOf([.text, .section(seriesKeys)]), required: true, example: "{column: vix_close, as: change}",
            "What it follows."),
    ]

    /// The columns that sources declare: source → column → type.
    package typealias DeclaredColumns = [String: [String: ColumnType]]

    /// What the policy has, that a check can be about.
    package struct Context {
        let sources: DeclaredColumns
        /// The model's name; nil without one.
        let model: String?
        /// Whether the rows it was trained on are known.
        let hasChampion: Bool
        let hasDecision: Bool
        /// Of the decision.
        let currency: String?
        let baseline: BaselineRule

        package init(
            sources: DeclaredColumns, model: String? = nil, hasChampion: Bool = false, hasDecision: Bool = false,
            currency: String? = nil, baseline: BaselineRule
        ) {
            self.sources = sources
            self.model = model
            self.hasChampion = hasChampion
            self.hasDecision = hasDecision
            self.currency = currency
            self.baseline = baseline
        }
    }

    package init?(_ node: PolicyNode, _ context: Context, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, CheckRule.keys, problems) else { return nil }
        let reader = CheckRuleReader(fields: fields, context: context, problems: problems)
        // Everything is read before anything is given up, so that every problem is told.
        let name = fields.text("name")
        let metric = reader.metric()
        let owner = fields.texts("owner")
        let runbook = fields.text("runbook")
        let consecutive = fields.sessions("for", in: 1...1_000) ?? 1
        let baselineRule =
            fields["baseline"].flatMap { BaselineRule($0, hasModel: context.hasChampion, problems) } ?? context.baseline
        let reference = fields["reference"].flatMap { PolicyFields($0, DaySpan.keys, problems) }.flatMap { DaySpan($0) }
        let missingAsBin = fields.boolean("missing_as_bin") ?? false
        let judge = fields.choice("judge", among: JudgedBy.allCases) ?? .value
        let isRelative = fields["relative_to"] != nil
        _ = fields.value("relative_to", expected: "\"baseline\"") { $0 == "baseline" ? $0 : nil }
        guard let metric else { return nil }
        let window = reader.window(metric)
        let warning = reader.limit("warning", metric, isRelative: isRelative)
        let critical = reader.limit("critical", metric, isRelative: isRelative)
        let subjects = reader.subjects(metric)
        reader.crossCheck(metric, judge: judge)
        guard let name, let runbook, let subjects else { return nil }
        self.init(
            name: name, metric: metric, source: subjects.source, subjects: subjects.subjects, window: window,
            warning: warning, critical: critical, judgesByEvidence: judge == .evidence, isRelative: isRelative,
            consecutive: consecutive,
            baseline: baselineRule, reference: reference, missingAsBin: missingAsBin, owner: owner, runbook: runbook,
            currency: context.currency, node: node)
    }
}

enum JudgedBy: String, CaseIterable { case value, evidence }

/// Reads the parts of a check that depend on its metric and on the sources.
private struct CheckRuleReader {
    let fields: PolicyFields
    let context: CheckRule.Context
    let problems: PolicyProblems

    private var sources: CheckRule.DeclaredColumns { context.sources }

    func metric() -> Metric? {
        guard let node = fields["metric"], let name = node.scalar else { return nil }
        if let metric = CheckCatalog[name] { return metric }
        problems.error(
            node, "unknown metric \(node.shown)\(suggestion(for: name, among: CheckCatalog.names))",
            example: "metric: psi    # bellwether metrics lists them all")
        return nil
    }

    func window(_ metric: Metric) -> Int? {
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

    func limit(_ key: String, _ metric: Metric, isRelative: Bool) -> Limit? {
        guard let node = fields[key] else { return nil }
        if case .sequence(let nodes) = node.content { return findings(nodes, node, metric) }
        let example =
            metric.kind == .schema
            ? "\(key): any"
            : metric.subject == .model || metric.subject == .forecasts ? metric.example : "\(key): above 0.3"
        guard let text = PolicyFields.scalar(node, problems, example: example) else { return nil }
        let percent: Double? =
            isRelative || metric.kind == .nullPercent ? 1 : metric.isShare ? 0.01 : nil
        guard let limit = Limit(text, percent: percent) else {
            if percent == nil, let limit = Limit(text, percent: 1), case .threshold = limit {
                problems.error(
                    node, "\(node.shown) is a percentage; \(metric.name) is in \(metric.unit)",
                    example: metric.canBeRelative ? "relative_to: baseline, \(key): \(text)" : "\(key): above 3")
                return nil
            }
            problems.error(
                node,
                "\(node.shown) is not a limit: above X, below X, budget N a year (at most 252), p_value below X, any, or a list of findings",
                example: example)
            return nil
        }
        if let complaint = mismatch(limit, metric) {
            problems.error(node, complaint, example: example)
            return nil
        }
        return limit
    }

    private func findings(_ nodes: [PolicyNode], _ node: PolicyNode, _ metric: Metric) -> Limit? {
        guard metric.kind == .schema else {
            problems.error(
                node, "a list of findings belongs to schema; \(metric.name) has a number",
                example: "critical: above 0.3")
            return nil
        }
        let names = Finding.Kind.allCases.map(\.rawValue)
        return .findings(
            nodes.compactMap { node in
                guard let name = PolicyFields.scalar(node, problems, example: "missing") else { return nil }
                if let kind = Finding.Kind(rawValue: name) { return kind }
                problems.error(
                    node, "unknown finding \(node.shown)\(suggestion(for: name, among: names))",
                    example: names.joined(separator: ", "))
                return nil
            })
    }

    private func mismatch(_ limit: Limit, _ metric: Metric) -> String? {
        switch limit {
        case .findings: metric.kind == .schema ? nil : "\"any\" belongs to schema; \(metric.name) has a number"
        case .pValue: metric.hasPValue ? nil : "\(metric.name) has no p-value"
        case .budget:
            metric.canBeBudgeted ? nil : "\(metric.name) has no history in which more is worse to calibrate a budget on"
        case .threshold: metric.kind == .schema ? "schema has findings, not a number" : nil
        }
    }

    func subjects(_ metric: Metric) -> (source: String, subjects: [CheckRule.Subject])? {
        if metric.subject == .model || metric.subject == .forecasts { return model(metric) }
        guard let node = fields["of"] else {
            problems.error(
                fields.node, "the key \"of\" is missing: \(metric.name) is about \(metric.subject.rawValue)",
                example: metric.example)
            return nil
        }
        switch metric.subject {
        case .source:
            if let node = fields["as"] {
                problems.error(node, "as: belongs to columns; \(metric.name) is about a source")
            }
            guard
                let name = PolicyFields.scalar(
                    node, problems, example: "of: \(sources.keys.sorted().first ?? "market")")
            else { return nil }
            guard sources[name] != nil else {
                problems.error(
                    node, "unknown source \(node.shown)\(suggestion(for: name, among: Array(sources.keys)))",
                    example: "of: \(sources.keys.sorted().first ?? "market")")
                return nil
            }
            return (name, [.source])
        case .columns: return columns(node, metric)
        case .pair: return pair(node)
        case .model, .forecasts: return nil
        }
    }

    private func model(_ metric: Metric) -> (source: String, subjects: [CheckRule.Subject])? {
        for key in ["as", "source", "missing_as_bin"] {
            if let node = fields[key] {
                problems.error(node, "\(key): belongs to columns; \(metric.name) is about the model's predictions")
            }
        }
        guard let model = context.model else {
            problems.error(
                fields.node, "\(metric.name) is about a model's predictions, and this policy has no model",
                example:
                    "model: {built_in: market-ridge, source: market, features: [vix_close, sp500_close, sp500_volume]}")
            return nil
        }
        if metric.layer == .business, !context.hasDecision {
            problems.error(
                fields.node, "\(metric.name) is about decisions, and this policy has none",
                example:
                    "decision: {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: 10000000 USD, costs: {act: 2 bps, miss: 16 bps}}"
            )
        }
        if metric.subject == .model {
            if let node = fields["of"] {
                problems.error(node, "\(metric.name) is about the model; it has no of:")
            }
            return (model, [.model])
        }
        return forecasts(metric).map { (model, $0) }
    }

    private func forecasts(_ metric: Metric) -> [CheckRule.Subject]? {
        guard fields["of"] != nil else {
            let parts: [ForecastPart] =
                context.hasDecision
                ? [.probabilityUp, .probabilityOfEvent, .coverage95] : [.probabilityUp, .coverage95]
            return parts.map { .forecast($0) }
        }
        let names = ForecastPart.allCases.map(\.rawValue)
        var subjects: [CheckRule.Subject] = []
        for node in fields.oneOrMore("of") {
            guard let name = PolicyFields.scalar(node, problems, example: names[0]) else { continue }
            guard let part = ForecastPart(rawValue: name) else {
                problems.error(
                    node, "\(node.shown) is no forecast that can be calibrated\(suggestion(for: name, among: names))",
                    example: "of: [\(names.joined(separator: ", "))]")
                continue
            }
            if part == .probabilityOfEvent, !context.hasDecision {
                problems.error(node, "the event is that of a decision, and this policy has none")
            }
            if subjects.contains(.forecast(part)) { problems.error(node, "\(node.shown) is named twice") }
            subjects.append(.forecast(part))
        }
        return subjects.isEmpty ? nil : subjects
    }

    private func columns(_ node: PolicyNode, _ metric: Metric) -> (source: String, subjects: [CheckRule.Subject])? {
        let nodes = fields.oneOrMore("of")
        if nodes.isEmpty { problems.error(node, "no column is named", example: "of: [vix_close, sp500_close]") }
        let read = nodes.compactMap { series($0) }
        guard read.count == nodes.count, let source = commonSource(read.map(\.source), node) else { return nil }
        var seen = Set<String>()
        for (one, node) in zip(read, nodes) {
            if !seen.insert(one.series.column).inserted {
                problems.error(
                    node,
                    "the column \"\(one.series.column)\" is named twice; write a check for each, with its own name")
            }
            checkType(one, metric, node)
        }
        return (source, read.map { .series($0.series) })
    }

    private func checkType(_ one: (series: CheckRule.Series, source: String), _ metric: Metric, _ node: PolicyNode) {
        guard let type = sources[one.source]?[one.series.column] else { return }
        let isNumeric = type == .number || type == .integer
        if metric.kind == .nullPercent, one.series.transform != .level {
            problems.error(node, "null_percent counts the nulls of the column itself; as: has no meaning there")
        }
        if one.series.transform != .level, !isNumeric {
            problems.error(
                node,
                "\"\(one.series.column)\" is of type \(type.rawValue); \(one.series.transform.rawValue) needs a number")
        }
        guard case .drift(let measure) = metric.kind else { return }
        if measure.isForCategories, type == .number {
            problems.error(
                node, "\(metric.name) compares categories; \"\(one.series.column)\" is of type number",
                example: "metric: psi")
        } else if !measure.isForCategories, !measure.isBinned, !isNumeric {
            problems.error(
                node, "\(metric.name) compares numbers; \"\(one.series.column)\" is of type \(type.rawValue)",
                example: "metric: chi_square")
        } else if type == .date || type == .timestamp {
            problems.error(
                node, "\(metric.name) cannot be measured on \"\(one.series.column)\", which is of type \(type.rawValue)"
            )
        }
    }

    private func pair(_ node: PolicyNode) -> (source: String, subjects: [CheckRule.Subject])? {
        guard let pair = PolicyFields(node, CheckRule.pairKeys, problems) else { return nil }
        let y = pair["y"].flatMap { series($0) }
        let x = pair["x"].flatMap { series($0) }
        guard let y, let x, let source = commonSource([y.source, x.source], node) else { return nil }
        for one in [y, x] {
            let type = sources[source]?[one.series.column]
            if let type, type != .number, type != .integer {
                problems.error(node, "\"\(one.series.column)\" is of type \(type.rawValue); a relation needs numbers")
            }
        }
        return (source, [.pair(y: y.series, x: x.series)])
    }

    private func series(_ node: PolicyNode) -> (series: CheckRule.Series, source: String)? {
        let common = fields.choice("as", among: Transform.allCases) ?? .level
        if let column = node.scalar {
            guard let source = source(of: column, node) else { return nil }
            return (CheckRule.Series(column: column, transform: common), source)
        }
        guard let parts = PolicyFields(node, CheckRule.seriesKeys, problems), let columnNode = parts["column"],
            let column = parts.text("column"), let source = source(of: column, columnNode)
        else { return nil }
        let own = parts.choice("as", among: Transform.allCases)
        return (CheckRule.Series(column: column, transform: own ?? common), source)
    }

    private func source(of column: String, _ node: PolicyNode) -> String? {
        let holders = sources.filter { $0.value[column] != nil }.keys.sorted()
        if let named = fields.text("source") { return holders.contains(named) ? named : missing(column, node) }
        switch holders.count {
        case 1: return holders[0]
        case 0: return missing(column, node)
        default:
            problems.error(
                node, "the column \"\(column)\" is declared by \(holders.joined(separator: " and "))",
                example: "source: \(holders[0])")
            return nil
        }
    }

    private func missing(_ column: String, _ node: PolicyNode) -> String? {
        let names = sources.values.flatMap(\.keys)
        problems.error(node, "no source declares the column \"\(column)\"\(suggestion(for: column, among: names))")
        return nil
    }

    private func commonSource(_ names: [String], _ node: PolicyNode) -> String? {
        guard let first = names.first else { return nil }
        if names.contains(where: { $0 != first }) {
            problems.error(node, "the columns come from several sources; write a check for each")
            return nil
        }
        return first
    }

    func crossCheck(_ metric: Metric, judge: JudgedBy) {
        if fields["warning"] == nil, fields["critical"] == nil {
            problems.error(
                fields.node, "the check says neither when it warns nor when it is critical", example: metric.example)
        }
        if judge == .evidence, !metric.hasInterval, let node = fields["judge"] {
            problems.error(
                node,
                "\(metric.name) has no interval to judge by\(metric.canBeBudgeted ? "; state a budget instead" : "")",
                example: metric.canBeBudgeted ? "critical: budget 2 a year" : "judge: value")
        }
        if !metric.canBeRelative, let node = fields["relative_to"] {
            problems.error(
                node, "\(metric.name) is not said relative to a baseline",
                example: "metric: rmse, relative_to: baseline")
        }
        if context.hasChampion, fields["relative_to"] != nil, let node = fields["baseline"] {
            problems.lint(
                node,
                "relative to its baseline, the built-in model is compared with its gated artifact; baseline: has no meaning here"
            )
        }
        if !metric.hasBaseline, fields["relative_to"] == nil, let node = fields["baseline"] {
            problems.error(node, "\(metric.name) compares with no baseline")
        }
        if !metric.isWindowed, let node = fields["reference"] {
            problems.error(node, "\(metric.name) has no history to calibrate a budget on")
        }
        if let node = fields["missing_as_bin"] {
            guard case .drift(let measure) = metric.kind, measure.isBinned else {
                problems.error(node, "\(metric.name) has no bins")
                return
            }
        }
    }
}
