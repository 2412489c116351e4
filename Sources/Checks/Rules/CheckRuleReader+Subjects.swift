import Core
import Statistics
import TradingCalendar

/// The subjects of a check: `of:`.
extension CheckRuleReader {
    typealias SubjectsOfInput = (input: CheckRule.Input, subjects: [CheckRule.Subject])

    func subjects(_ metric: MetricDefinition) -> SubjectsOfInput? {
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
                if context.areSourcesKnown { unknownSource(name, at: node, key: "of") }
                return nil
            }
            return (.source(name), [.source])
        case .columns: return columns(node, metric)
        case .pair: return pair(node)
        case .model, .forecasts: return nil
        }
    }

    private func model(_ metric: MetricDefinition) -> SubjectsOfInput? {
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
                    """
                    decision: {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: \
                    10000000 USD, costs: {act: 2 bps, miss: 16 bps}}
                    """
            )
        }
        if metric.subject == .model {
            if let node = fields["of"] {
                problems.error(node, "\(metric.name) is about the model; it has no of:")
            }
            return (.model(model), [.model])
        }
        return forecasts(metric).map { (.model(model), $0) }
    }

    private func forecasts(_ metric: MetricDefinition) -> [CheckRule.Subject]? {
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

    private func columns(_ node: PolicyNode, _ metric: MetricDefinition) -> SubjectsOfInput? {
        let nodes = fields.oneOrMore("of")
        if nodes.isEmpty { problems.error(node, "no column is named", example: "of: [vix_close, sp500_close]") }
        let read = nodes.compactMap { series($0) }
        var seen = Set<String>()
        for (one, node) in zip(nodes.map { series($0) }, nodes) {
            guard let one else { continue }
            if !seen.insert(one.series.column).inserted {
                problems.error(
                    node,
                    "the column \"\(one.series.column)\" is named twice; write a check for each, with its own name")
            }
            checkType(one, for: metric, at: node)
        }
        guard let source = commonSource(read.map(\.source), node), read.count == nodes.count else { return nil }
        return (.source(source), read.map { .series($0.series) })
    }

    private func checkType(
        _ one: (series: CheckRule.Series, source: String), for metric: MetricDefinition, at node: PolicyNode
    ) {
        guard let type = sources[one.source]?[one.series.column] else { return }
        let isNumeric = type == .number || type == .integer
        if one.series.transform != .level, !isNumeric {
            problems.error(
                node,
                "\"\(one.series.column)\" is of type \(type.rawValue); \(one.series.transform.rawValue) needs a number")
        }
        guard let objection = metric.objection(one.series, type) else { return }
        problems.error(node, objection.message, example: objection.example)
    }

    private func pair(_ node: PolicyNode) -> SubjectsOfInput? {
        guard let pair = PolicyFields(node, keys: CheckRule.pairKeys, problems: problems) else { return nil }
        let y = pair["y"].flatMap { series($0) }
        let x = pair["x"].flatMap { series($0) }
        for one in [y, x] {
            guard let one else { continue }
            let type = sources[one.source]?[one.series.column]
            if let type, type != .number, type != .integer {
                problems.error(node, "\"\(one.series.column)\" is of type \(type.rawValue); a relation needs numbers")
            }
        }
        guard let y, let x, let source = commonSource([y.source, x.source], node) else { return nil }
        return (.source(source), [.pair(y: y.series, x: x.series)])
    }

    func series(_ node: PolicyNode) -> (series: CheckRule.Series, source: String)? {
        let common = fields.choice("as", among: Transform.allCases) ?? .level
        if let column = node.scalar {
            guard let source = source(of: column, node) else { return nil }
            return (CheckRule.Series(column: column, transform: common), source)
        }
        guard let parts = PolicyFields(node, keys: CheckRule.seriesKeys, problems: problems),
            let columnNode = parts["column"],
            let column = parts.text("column"), let source = source(of: column, columnNode)
        else { return nil }
        let own = parts.choice("as", among: Transform.allCases)
        return (CheckRule.Series(column: column, transform: own ?? common), source)
    }

    private func source(of column: String, _ node: PolicyNode) -> String? {
        if let written = fields["source"], let named = fields.text("source") {
            guard let declared = sources[named] else {
                if context.areSourcesKnown { unknownSource(named, at: written, key: "source") }
                return nil
            }
            return declared.contains(column) ? named : missing(column, node, in: [named: declared])
        }
        let holders = sources.filter { $0.value.contains(column) }.keys.sorted()
        switch holders.count {
        case 1: return holders[0]
        case 0: return missing(column, node, in: sources)
        default:
            problems.error(
                node, "the column \"\(column)\" is declared by \(holders.joined(separator: " and "))",
                example: "source: \(holders[0])")
            return nil
        }
    }

    /// Notes a column that is nowhere declared, unless declarations cannot be read.
    private func missing(_ column: String, _ node: PolicyNode, in sources: [String: DeclaredColumns]) -> String? {
        guard context.areSourcesKnown, sources.values.allSatisfy(\.isComplete) else { return nil }
        if let columns = self.sources[column]?.names {
            problems.error(
                node, "\(node.shown) is a source; the metric is about columns",
                example: columns.isEmpty ? nil : "of: [\(columns.joined(separator: ", "))]")
        } else {
            let names = sources.values.flatMap(\.names)
            problems.error(
                node, "no source declares the column \"\(column)\"\(problems.suggestion(for: column, among: names))")
        }
        return nil
    }

    private func unknownSource(_ name: String, at node: PolicyNode, key: String) {
        let names = sources.keys.sorted()
        let holder = names.first { sources[$0]?.contains(name) ?? false }
        let meant = holder ?? suggestedName(for: name, among: names)
        problems.error(
            node,
            holder.map { "\(node.shown) is a column of the source \"\($0)\"; expected a source" }
                ?? "unknown source \(node.shown)\(suggestion(for: name, among: names))",
            example: "\(key): \(meant ?? names.first ?? "market")")
    }

    private func commonSource(_ names: [String], _ node: PolicyNode) -> String? {
        guard let first = names.first else { return nil }
        if names.contains(where: { $0 != first }) {
            problems.error(node, "the columns come from several sources; write a check for each")
            return nil
        }
        return first
    }
}
