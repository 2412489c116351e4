package import Core

/// The steps of a team when an alert fires. One entry of `runbooks:`.
package struct Runbook: Equatable, Sendable {
    package let name: String
    /// At least one.
    package let steps: [Step]

    package enum Action: String, Sendable, CaseIterable {
        case freeze, refresh
        case driftDiagnosis = "drift_diagnosis"
        case compareWithBaseline = "compare_with_baseline"
        case portCheck = "port_check"
    }

    package struct Step: Equatable, Sendable {
        package enum Kind: Equatable, Sendable {
            case manual
            /// - Parameters: of `port_check`.
            case action(Action, port: Int?, process: String?)
            /// An argument vector, no shell.
            case command([String], timeoutSeconds: Int, idempotent: Bool)
        }

        package let title: String
        package let kind: Kind
        /// The team whose approval it needs.
        package let approval: String?
        /// Where it stands in the policy.
        package let node: PolicyNode
    }

    package static let stepKeys: [PolicyKey] = [
        PolicyKey("manual", .text, example: "Inspect the data ingestion job", doc: "What a person does."),
        PolicyKey(
            "action", .choice(Action.allCases.map(\.rawValue)), example: "drift_diagnosis", doc: "What Bellwether does."
        ),
        PolicyKey(
            "command", .list(.text), example: "[./ingest, --backfill, \"{{since}}\"]",
            doc: "A program and its arguments; no shell."),
        PolicyKey("title", .text, example: "Run the drift diagnosis", doc: "What the step is called."),
        PolicyKey("port", .integer, example: "5000", doc: "The port that port_check looks at."),
        PolicyKey(
            "process", .text, example: "model.py",
            doc: """
                The program that port_check expects there: the name of its file, or of the script that an interpreter \
                runs.
                """
        ),
        PolicyKey("timeout", .text, example: "10 minutes", doc: "How long a command may take; default 10 minutes."),
        PolicyKey(
            "idempotent", .boolean, example: "true",
            doc: """
                True if an interrupted command may run again; default false.
                """),
        PolicyKey("approval", .text, example: "mlops", doc: "The team that must approve before it runs."),
    ]

    /// - Parameter teams: the policy's; nil where they cannot be read.
    package init?(name: String, _ node: PolicyNode, teams: [String]?, _ problems: PolicyProblems) {
        guard case .sequence(let nodes) = node.content, !nodes.isEmpty else {
            problems.error(
                node, "the runbook \"\(name)\" has no steps",
                example: "\(name): [{manual: Inspect the data ingestion job}]")
            return nil
        }
        let steps = nodes.compactMap { Step($0, teams: teams, problems) }
        guard steps.count == nodes.count else { return nil }
        self.name = name
        self.steps = steps
    }
}

extension Runbook.Step {
    init?(_ node: PolicyNode, teams: [String]?, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: Runbook.stepKeys, problems: problems) else { return nil }
        let kinds = ["manual", "action", "command"].filter { fields[$0] != nil }
        if kinds.count != 1 {
            problems.error(
                node,
                """
                a step is one of manual:, action: and command:; found \
                \(kinds.isEmpty ? "none" : kinds.joined(separator: " and "))
                """,
                example: "{manual: Inspect the data ingestion job}")
        }
        self.node = node
        approval = fields.text("approval")
        if let teams, let approval, let approvalNode = fields["approval"], !teams.contains(approval) {
            problems.error(approvalNode, "unknown team \(approvalNode.shown)\(suggestion(for: approval, among: teams))")
        }
        let timeout = fields.value(
            "timeout", expected: "a time such as 30 seconds, 10 minutes or 2 hours"
        ) { DurationText.seconds($0).flatMap { $0 > 0 ? $0 : nil } }
        let idempotent = fields.boolean("idempotent") ?? false
        let port = fields.integer("port", in: 1...65_535)
        let process = fields.text("process")
        if kinds.count == 1 { Runbook.Step.refuseStrays(fields, problems) }
        let title = fields.text("title")
        let manual = fields.text("manual")
        let action = fields.choice("action", among: Runbook.Action.allCases)
        let arguments = ArgumentVector.read(
            "command", fields, placeholders: Placeholder.allCases.map(\.rawValue))
        guard kinds.count == 1 else { return nil }
        if let manual {
            self.title = title ?? manual
            kind = .manual
        } else if let action {
            if action == .portCheck, fields["port"] == nil {
                problems.error(node, "port_check needs a port", example: "port: 5000")
            }
            self.title = title ?? action.title
            kind = .action(action, port: port, process: process)
        } else {
            guard !arguments.isEmpty else { return nil }
            // Arguments may hold what is nobody's business.
            self.title = title ?? "Run \(arguments[0])"
            kind = .command(arguments, timeoutSeconds: timeout ?? 600, idempotent: idempotent)
        }
    }

    /// The keys that belong to other kinds of steps.
    private static func refuseStrays(_ fields: PolicyFields, _ problems: PolicyProblems) {
        let isPortCheck = fields["action"]?.scalar == Runbook.Action.portCheck.rawValue
        for (key, isFit, of) in [
            ("timeout", fields["command"] != nil, "a command"), ("idempotent", fields["command"] != nil, "a command"),
            ("port", isPortCheck, "port_check"), ("process", isPortCheck, "port_check"),
        ] where !isFit {
            if let node = fields[key] { problems.error(node, "\(key) belongs to \(of)") }
        }
        if fields["manual"] != nil, let node = fields["approval"] {
            problems.error(node, "approval belongs to what Bellwether does; what a person does needs none")
        }
    }
}

extension Runbook.Action {
    var title: String {
        switch self {
        case .freeze: "Pause new deployments"
        case .refresh: "Trigger a manual refresh"
        case .driftDiagnosis: "Run the drift diagnosis"
        case .compareWithBaseline: "Compare with the baseline distributions"
        case .portCheck: "Check for port conflicts"
        }
    }
}
