import Alerting
import Checks
package import Core
import Foundation
import Ingestion
import Modeling
import TradingCalendar

/// A policy as it was read, with everything that is wrong or doubtful in it.
package struct LoadedPolicy: Sendable {
    /// nil when there are errors.
    package let policy: Policy?
    /// As much of the policy as can be read, also where there are errors; nil where it is no mapping.
    package let draft: Policy?
    /// Sorted by place.
    package let problems: [PolicyProblem]
    package let path: String

    /// The size of the largest policy file that is read.
    static let maximumBytes = 1 << 20

    /// - Throws: ``InputFailure`` when the file cannot be read at all.
    package init(path: String) throws {
        let text = try LoadedPolicy.text(path)
        self.init(text: text, path: path)
    }

    package init(text: String, path: String) {
        let problems = PolicyProblems()
        let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let draft = YAMLReader.read(text, problems).flatMap {
            Policy($0, directory: directory, digest: Digest.sha256(text), problems)
        }
        self.init(
            policy: problems.hasErrors ? nil : draft, draft: draft,
            problems: problems.all.sorted { ($0.line, $0.column) < ($1.line, $1.column) }, path: path)
    }

    init(policy: Policy?, draft: Policy?, problems: [PolicyProblem], path: String) {
        self.policy = policy
        self.draft = draft
        self.problems = problems
        self.path = path
    }

    package static func text(_ path: String, expected: String = "a policy file (YAML)") throws -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            throw InputFailure(path: path, "there is no such file")
        }
        try RegularFile.require(path, expected: expected)
        guard let data = RegularFile.contents(path, upTo: maximumBytes + 1) else {
            throw InputFailure(path: path, "cannot be opened: permission denied")
        }
        guard data.count <= maximumBytes else {
            throw InputFailure(path: path, "is larger than 1 MiB; expected \(expected)")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw InputFailure(path: path, "is not UTF-8 text; expected \(expected)")
        }
        return text
    }
}

extension Policy {
    fileprivate init?(_ node: PolicyNode, directory: String, digest: Digest, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: Policy.keys, problems: problems) else { return nil }
        self.node = node
        _ = fields.integer("version", in: 1...1)
        let deployment = fields.value("deployment", expected: "a name of letters, digits, dots, dashes and underscores")
        { text in
            text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,99}/) == nil ? nil : text
        }
        self.deployment = deployment ?? ""
        calendarNode = fields["calendar"] ?? node
        let calendar = CalendarFile.calendar(fields["calendar"], directory: directory, problems)
        hasCalendar = calendar != nil
        self.calendar = calendar ?? .newYorkStockExchange
        let channelNames = fields.names("channels")
        let teamNames = fields.names("teams")
        channels = fields.entries("channels").compactMap { ChannelSettings(name: $0.name, $0.value, problems) }
        teams = fields.entries("teams").compactMap {
            Team(name: $0.name, $0.value, channels: channelNames, teams: teamNames, problems)
        }
        let readable = channels
        let kinds = channelNames?.map { name in (name: name, kind: readable.first { $0.name == name }?.kind) }
        alerting =
            fields["alerting"].flatMap { AlertingSettings($0, channels: kinds, problems) } ?? AlertingSettings()
        runbooks = fields.entries("runbooks").compactMap {
            Runbook(name: $0.name, $0.value, teams: teamNames, problems)
        }
        let sourceEntries = fields.entries("sources")
        sources = sourceEntries.compactMap { SourceSettings(name: $0.name, $0.value, problems) }
        let declared = Dictionary(sourceEntries.map { ($0.name, SourceSettings.declaredColumns($0.value)) }) {
            first, _ in first
        }
        let areSourcesKnown = fields.names("sources") != nil
        model = fields["model"].flatMap {
            ModelSettings($0, sources: areSourcesKnown ? declared : nil, problems)
        }
        decision = fields["decision"].flatMap { DecisionRule($0, problems) }
        let hasChampion = if case .builtIn? = model { true } else { false }
        baseline =
            fields["baseline"].flatMap { BaselineRule($0, hasModel: hasChampion, problems) }
            ?? (hasChampion ? .champion : .standard)
        // A broken model or decision is one problem, not one of each of its checks as well.
        let context = CheckRule.Context(
            sources: declared, areSourcesKnown: areSourcesKnown,
            model: model?.name ?? (fields["model"] == nil ? nil : "model"),
            hasChampion: hasChampion || fields["model"] != nil && model == nil, hasDecision: fields["decision"] != nil,
            currency: decision?.currency,
            baseline: baseline, scales: model?.scales,
            sessionsPerYear: self.calendar.sessionsPerYear)
        let rows = fields.list("checks").compactMap {
            PolicyFields($0, keys: Policy.checkKeys, problems: problems)
        }
        checks = rows.compactMap { CheckRule($0, context) }
        alertSettings = Dictionary(
            rows.compactMap { row -> (String, AlertSettings)? in
                let settings = AlertSettings(row, cadence: row.cadence("every"))
                return row["name"]?.scalar.map { ($0, settings) }
            }
        ) { first, _ in first }
        settingsFingerprints = Policy.fingerprints(of: checks, sources: sourceEntries, fields)
        self.directory = directory
        self.digest = digest
        settings = PolicySettings(node)
        for rule in checks { Policy.refusePanels(rule, among: sources, problems) }
        if case .builtIn(let settings)? = model { Policy.refusePanel(settings, among: sources, problems) }
        if decision != nil, model == nil, fields["model"] == nil, let node = fields["decision"] {
            problems.error(
                node, "a decision is made on a model's predictions, and this policy has no model",
                example:
                    "model: {built_in: market-ridge, source: market, features: [vix_close, sp500_close, sp500_volume]}")
        }
        Policy.crossCheck(fields, runbooks: fields.names("runbooks"), teams: teamNames, problems)
    }

    /// By check: its row but for what it is called and who answers for it, and the sections that it refers to.
    private static func fingerprints(
        of checks: [CheckRule], sources: [PolicyNode.Entry], _ fields: PolicyFields
    ) -> [String: Fingerprint] {
        var found: [String: Fingerprint] = [:]
        for rule in checks {
            var fingerprint = rule.node.fingerprint(without: ["name", "owner", "runbook"])
            let source = sources.first { $0.name == rule.source }?.value
            let sections =
                rule.isAboutModel ? ["calendar", "baseline", "model", "decision"] : ["calendar", "baseline"]
            for node in [source] + sections.map({ fields[$0] }) {
                fingerprint.combine(node?.fingerprint().value ?? 0)
            }
            found[rule.name] = fingerprint
        }
        return found
    }

    /// The built-in model has one row a session.
    private static func refusePanel(
        _ settings: ModelSettings.BuiltIn, among sources: [SourceSettings], _ problems: PolicyProblems
    ) {
        guard let contract = sources.first(where: { $0.name == settings.source })?.contract,
            contract.key != [contract.time]
        else { return }
        problems.error(
            settings.node,
            """
            the model needs one row a session, but rows of \"\(settings.source)\" are told apart by \
            \(contract.key.joined(separator: ", "))
            """
        )
    }

    /// With several rows a session, the row before belongs to something else.
    private static func refusePanels(_ rule: CheckRule, among sources: [SourceSettings], _ problems: PolicyProblems) {
        guard let source = sources.first(where: { $0.name == rule.source }),
            source.contract.key != [source.contract.time]
        else { return }
        for series in rule.series where series.transform.isLagged {
            problems.error(
                rule.node,
                """
                \(series.label) needs the row before, but rows of \"\(source.name)\" are told apart by \
                \(source.contract.key.joined(separator: ", ")): the row before may be about something else
                """
            )
        }
    }

    /// Names that one section uses and another defines; nil where that section cannot be read.
    private static func crossCheck(
        _ fields: PolicyFields, runbooks: [String]?, teams: [String]?, _ problems: PolicyProblems
    ) {
        if fields.names("sources")?.isEmpty ?? false, let node = fields["sources"] {
            problems.error(
                node, "no source is named", example: "sources: {market: {csv: market.csv, time: date, columns: […]}}")
        }
        if let node = fields["checks"], case .sequence(let rows) = node.content, rows.isEmpty {
            problems.error(
                node, "no check is named",
                example:
                    """
                    checks: [{name: schema, metric: schema, of: market, warning: any, owner: data-engineering, \
                    runbook: ingestion}]
                    """
            )
        }
        for entry in ["sources", "runbooks", "teams", "channels"].flatMap(fields.entries) {
            PolicyFields.checkName(entry.name, at: entry.key, problems)
        }
        var names = Set<String>()
        for check in fields.list("checks") {
            guard case .mapping(let entries) = check.content else { continue }
            func value(_ key: String) -> PolicyNode? { entries.first { $0.name == key }?.value }
            if let node = value("name"), let name = node.scalar {
                PolicyFields.checkName(name, at: node, problems)
                if !names.insert(name).inserted { problems.error(node, "two checks are called \(node.shown)") }
            }
            if let runbooks, let node = value("runbook"), let name = node.scalar, !runbooks.contains(name) {
                problems.error(
                    node, "unknown runbook \(node.shown)\(suggestion(for: name, among: runbooks))",
                    example: "runbook: \(suggestedName(for: name, among: runbooks) ?? runbooks.first ?? "ingestion")")
            }
            guard let owner = value("owner") else { continue }
            let owners: [PolicyNode] = if case .sequence(let nodes) = owner.content { nodes } else { [owner] }
            if owners.isEmpty {
                problems.error(owner, "the check has no owner", example: "owner: \(teams?.first ?? "data-science")")
            }
            for node in owners {
                guard let teams, let name = node.scalar, !teams.contains(name) else { continue }
                problems.error(
                    node, "unknown team \(node.shown)\(suggestion(for: name, among: teams))",
                    example: "owner: \(suggestedName(for: name, among: teams) ?? teams.first ?? "data-science")")
            }
        }
    }
}
