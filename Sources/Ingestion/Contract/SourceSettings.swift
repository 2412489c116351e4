package import Core
package import TradingCalendar

/// A source of rows: the section `sources:` of a policy.
package struct SourceSettings: Equatable, Sendable {
    package let name: String
    package let format: TabularFile.Format
    /// Path as written, relative to the policy file.
    package let path: String
    package let contract: Contract
    package let lag: PublicationLag
    /// The column that says since when a row is known, where history is kept with it.
    package private(set) var knownSince: String?
    package let nulls: [String]
    /// The program that fetches it anew, with its arguments; empty where there is none.
    package let refresh: [String]
    /// Where it stands in the policy.
    package let node: PolicyNode

    package static let defaultNulls = ["", "NA", "NaN", "null"]

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "csv", .text, example: "market.csv",
            doc: """
                Path of a CSV file, plain or gzip, relative to the policy.
                """),
        PolicyKey(
            "json_lines", .text, example: "market.jsonl",
            doc: "Path of a JSON Lines file, plain or gzip, relative to the policy."),
        PolicyKey(
            "time", .text, required: true, example: "date",
            doc: "The column (date or timestamp) that says which session a row is about."),
        PolicyKey(
            "available", .text, example: "90 minutes after close",
            doc: "When the row of a session is published; default: at close."),
        PolicyKey(
            "known_since", .text, example: "loaded_at",
            doc: """
                A timestamp column that says since when a row is known; of several rows of one key the latest known \
                counts.
                """
        ),
        PolicyKey(
            "nulls", .list(.text), example: "[\"\", NA, \"null\"]",
            doc: """
                Texts that mean null; default: empty, NA, NaN, null.
                """),
        PolicyKey(
            "refresh", .list(.text), example: "[./ingest]",
            doc: """
                A program, and its arguments, that fetches the data anew and may run at any time: for the runbook \
                action refresh.
                """
        ),
        PolicyKey(
            "key", .anyOf([.text, .list(.text)]), example: "[date, ticker]",
            doc: "The columns that together tell rows apart; default: the time."),
        PolicyKey(
            "columns", .list(.section(columnKeys)), required: true, example: "[{name: date, type: date}]",
            doc: "The contract: every column that is expected, in order."),
    ]

    package static let columnKeys: [PolicyKey] = [
        PolicyKey("name", .text, required: true, example: "vix_close", doc: "The name in the header."),
        PolicyKey(
            "type", .choice(ColumnType.allCases.map(\.rawValue)), required: true, example: "number",
            doc: "What its cells must be."),
        PolicyKey("required", .boolean, example: "false", doc: "Whether its absence is a finding; default true."),
        PolicyKey("nullable", .boolean, example: "false", doc: "Whether a null is allowed; default true."),
        PolicyKey("min", .number, example: "0", doc: "The smallest value allowed."),
        PolicyKey("max", .number, example: "100", doc: "The largest value allowed."),
        PolicyKey("allowed", .list(.text), example: "[USD, EUR]", doc: "The only values allowed."),
    ]

    /// The columns that a source declares, as far as they can be read; notes no problem.
    package static func declaredColumns(_ node: PolicyNode) -> DeclaredColumns {
        guard case .sequence(let rows)? = node["columns"]?.content else {
            return DeclaredColumns([:], isComplete: false)
        }
        let named = rows.map { (name: $0["name"]?.scalar, type: $0["type"]?.scalar) }
        return DeclaredColumns(
            Dictionary(
                named.compactMap { row in row.name.map { ($0, row.type.flatMap(ColumnType.init(rawValue:))) } }
            ) { first, _ in first },
            isComplete: named.allSatisfy { $0.name != nil })
    }

    package init?(name: String, _ node: PolicyNode, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: SourceSettings.keys, problems: problems) else { return nil }
        let csv = fields.text("csv")
        let jsonLines = fields.text("json_lines")
        if (fields["csv"] == nil) == (fields["json_lines"] == nil) {
            problems.error(node, "a source has one of csv: and json_lines:", example: "csv: market.csv")
        }
        let columnNodes = fields.list("columns")
        let columns = columnNodes.compactMap { SourceSettings.column($0, problems) }
        SourceSettings.refuseDuplicates(columns, node: node, problems: problems)
        lag = fields.value("available", expected: "a publication lag") { PublicationLag($0) } ?? .none
        nulls = fields["nulls"] == nil ? SourceSettings.defaultNulls : fields.texts("nulls")
        refresh = ArgumentVector.read("refresh", fields, placeholders: [])
        knownSince = fields.text("known_since")
        let time = fields.text("time")
        let key = fields.texts("key")
        // A row without a time belongs to no session and would be lost in silence.
        let dated = columns.map { rule in
            var rule = rule
            if rule.name == time { rule.nullable = false }
            return rule
        }
        let contract = Contract(columns: dated, time: time ?? "", key: key)
        let declared = SourceSettings.declaredColumns(node)
        if let node = fields["time"] {
            SourceSettings.require(time, of: [.date, .timestamp], in: declared, node: node, problems: problems)
        }
        if let node = fields["known_since"] {
            SourceSettings.require(knownSince, of: [.timestamp], in: declared, node: node, problems: problems)
        }
        for part in fields.oneOrMore("key") {
            SourceSettings.require(part.scalar, of: ColumnType.allCases, in: declared, node: part, problems: problems)
        }
        self.name = name
        self.node = node
        self.contract = contract
        format = csv == nil ? .jsonLines : .csv
        guard let path = csv ?? jsonLines, time != nil, columns.count == columnNodes.count else { return nil }
        self.path = path
    }

    /// The same with another column that says since when a row is known.
    package func with(knownSince column: String) -> SourceSettings {
        var settings = self
        settings.knownSince = column
        return settings
    }

    /// Where its path stands in the policy.
    package var pathNode: PolicyNode { node["csv"] ?? node["json_lines"] ?? node }

    /// Where a column is declared in the policy.
    package func node(ofColumn name: String) -> PolicyNode {
        guard case .sequence(let rows)? = node["columns"]?.content else { return node }
        return rows.first { $0["name"]?.scalar == name } ?? node
    }

    /// The columns that are read: every one of the contract.
    package var plan: [ColumnPlan] {
        contract.columns.map { ColumnPlan(name: $0.name, type: $0.type, nulls: nulls) }
    }

    private static func column(_ node: PolicyNode, _ problems: PolicyProblems) -> Contract.ColumnRule? {
        guard let fields = PolicyFields(node, keys: columnKeys, problems: problems) else { return nil }
        let name = fields.text("name")
        let type = fields.choice("type", among: ColumnType.allCases, familiar: FamiliarNames.types)
        let minimum = fields.number("min")
        let maximum = fields.number("max")
        let required = fields.boolean("required") ?? true
        let nullable = fields.boolean("nullable") ?? true
        let allowed = fields["allowed"] == nil ? nil : fields.texts("allowed")
        if let minimum, let maximum, minimum > maximum {
            problems.error(
                node, "min \(minimum.shortText) is above max \(maximum.shortText): no value could be right",
                example: "min: 0, max: 100")
        }
        guard let name else { return nil }
        for key in ["min", "max"] {
            if let type, let bound = fields[key], type != .number, type != .integer {
                problems.error(
                    bound, "\(key) bounds numbers; \"\(name)\" is of type \(type.rawValue)",
                    example: "allowed: [USD, EUR]")
            }
        }
        // A type that cannot be read is an error already; the name alone is compared with the file.
        var rule = Contract.ColumnRule(name: name, type: type ?? .text)
        rule.required = required
        rule.nullable = nullable
        rule.minimum = minimum
        rule.maximum = maximum
        rule.allowed = allowed
        return rule
    }

    private static func refuseDuplicates(
        _ columns: [Contract.ColumnRule], node: PolicyNode, problems: PolicyProblems
    ) {
        var seen = Set<String>()
        for column in columns where !seen.insert(column.name).inserted {
            problems.error(node, "the column \"\(column.name)\" is declared twice")
        }
    }

    private static func require(
        _ name: String?, of types: [ColumnType], in declared: DeclaredColumns, node: PolicyNode,
        problems: PolicyProblems
    ) {
        guard let name else { return }
        guard declared.contains(name) else {
            guard declared.isComplete else { return }
            problems.error(
                node,
                "the column \"\(name)\" is not declared under columns\(suggestion(for: name, among: declared.names))")
            return
        }
        // A type that cannot be read is a problem of its own.
        guard let type = declared[name], !types.contains(type) else { return }
        let wanted = types.map(\.rawValue).joined(separator: " or ")
        problems.error(node, "the column \"\(name)\" is of type \(type.rawValue); expected \(wanted)")
    }
}
