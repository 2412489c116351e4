package import Core

/// A team: which channels reach it, what it may propose and approve. One entry of `teams:`.
package struct Team: Equatable, Sendable {
    package enum Proposal: String, Sendable, CaseIterable { case rollback, promotion }
    package enum Approval: String, Sendable, CaseIterable {
        case rollback, promotion, strategy
        case majorRollback = "major_rollback"
    }
    package enum Report: String, Sendable, CaseIterable { case weekly }

    package let name: String
    package let warningChannels: [String]
    package let criticalChannels: [String]
    package let proposes: [Proposal]
    package let approves: [Approval]
    package let report: Report?
    /// The steps when nobody answers, in their order in the policy.
    package let escalation: [Escalation]

    package struct Escalation: Equatable, Sendable {
        /// The time without an answer.
        package let after: TimeSpan
        package let team: String

        package init(after: TimeSpan, team: String) {
            self.after = after
            self.team = team
        }
    }

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "channels", .section(channelKeys), required: true, example: "{critical: [ds-slack]}",
            doc: "The channels that reach the team, by severity."),
        PolicyKey(
            "proposes", .list(.choice(Proposal.allCases.map(\.rawValue))), example: "[rollback, promotion]",
            doc: "What the team may propose.", unused: "nothing is proposed yet"),
        PolicyKey(
            "approves", .list(.choice(Approval.allCases.map(\.rawValue))), example: "[rollback]",
            doc: "What the team may approve.",
            unused: "only steps of runbooks are approved yet, by the team that their approval: names"),
        PolicyKey(
            "report", .choice(Report.allCases.map(\.rawValue)), example: "weekly",
            doc: "The summary that the team receives.", unused: "no summary is sent yet"),
        PolicyKey(
            "escalation", .list(.section(escalationKeys)), example: "[{after: 2 sessions, to: mlops}]",
            doc: "The teams that are notified when nobody has acknowledged an incident of this team, and when."),
    ]

    private static let escalationKeys: [PolicyKey] = [
        PolicyKey(
            "after", .text, required: true, example: "2 sessions",
            doc: """
                How long nobody has acknowledged the incident.
                """),
        PolicyKey("to", .text, required: true, example: "mlops", doc: "The team that is told then."),
    ]

    private static let channelKeys: [PolicyKey] = [
        PolicyKey("warning", .anyOf([.text, .list(.text)]), example: "[de-slack]", doc: "Told of warnings."),
        PolicyKey(
            "critical", .anyOf([.text, .list(.text)]), example: "[de-slack, de-jira]", doc: "Told of criticals."),
    ]

    /// - Parameters:
    ///   - channels: the policy's; nil where they cannot be read.
    ///   - teams: likewise.
    package init?(name: String, _ node: PolicyNode, channels: [String]?, teams: [String]?, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: Team.keys, problems: problems) else { return nil }
        let bySeverity = fields["channels"].flatMap { PolicyFields($0, keys: Team.channelKeys, problems: problems) }
        for key in Team.channelKeys.map(\.name) {
            for node in bySeverity?.oneOrMore(key) ?? [] {
                guard let channels, let channel = node.scalar, !channels.contains(channel) else { continue }
                let meant = suggestedName(for: channel, among: channels) ?? channels.first ?? "de-slack"
                problems.error(
                    node, "unknown channel \(node.shown)\(suggestion(for: channel, among: channels))",
                    example: "channels: {\(key): [\(meant)]}")
            }
        }
        self.name = name
        warningChannels = bySeverity?.texts("warning") ?? []
        criticalChannels = bySeverity?.texts("critical") ?? []
        if let bySeverity, warningChannels.isEmpty, criticalChannels.isEmpty {
            problems.error(
                bySeverity.node, "the team \"\(name)\" has no channel, so nobody could be told",
                example: "channels: {critical: [\(channels?.first ?? "ds-slack")]}")
        }
        proposes = Team.values("proposes", fields)
        approves = Team.values("approves", fields)
        report = fields.choice("report", among: Report.allCases)
        escalation = fields.list("escalation").compactMap { Team.step($0, teams: teams, problems) }
    }

    package init(
        name: String, warningChannels: [String], criticalChannels: [String], escalation: [Escalation] = []
    ) {
        self.name = name
        self.warningChannels = warningChannels
        self.criticalChannels = criticalChannels
        self.escalation = escalation
        proposes = []
        approves = []
        report = nil
    }

    /// The channels for notifications of a severity.
    package func channels(for severity: Severity) -> [String] {
        severity == .critical ? criticalChannels : warningChannels
    }

    private static func step(_ node: PolicyNode, teams: [String]?, _ problems: PolicyProblems) -> Escalation? {
        guard let fields = PolicyFields(node, keys: Team.escalationKeys, problems: problems) else { return nil }
        let after = fields.span("after", in: 1...1_000)
        guard let team = fields.text("to"), let node = fields["to"] else { return nil }
        if let teams, !teams.contains(team) {
            problems.error(
                node, "unknown team \(node.shown)\(suggestion(for: team, among: teams))",
                example: "to: \(suggestedName(for: team, among: teams) ?? teams.first ?? "mlops")")
            return nil
        }
        return after.map { Escalation(after: $0, team: team) }
    }

    private static func values<Value: RawRepresentable<String> & CaseIterable>(_ key: String, _ fields: PolicyFields)
        -> [Value]
    {
        fields.oneOrMore(key).compactMap { node in
            let names = Value.allCases.map(\.rawValue)
            return PolicyFields.value(
                node, problems: fields.problems, expected: "one of \(names.joined(separator: ", "))",
                example: "\(key): [\(names[0])]"
            ) { Value(rawValue: $0) }
        }
    }
}
