package import Core

/// How alerts become incidents: the section `alerting:` of a policy.
package struct AlertingSettings: Equatable, Sendable {
    /// Sessions after an incident's opening in which others join it.
    package let groupWindow: Int
    /// Sessions that an acknowledgement holds.
    package let acknowledgeFor: Int
    /// The channel that every tick writes to.
    package let heartbeat: String?

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "group_window", .text, example: "5 sessions",
            "Alerts that fire so many sessions after an incident's opening still join it; default 5."),
        PolicyKey(
            "acknowledge_for", .text, example: "5 sessions", "How long an acknowledgement holds; default 5 sessions."),
        PolicyKey(
            "heartbeat", .text, example: "watchdog",
            "A channel that every tick writes to: when it falls silent, the monitor is dead."),
    ]

    package init(groupWindow: Int = 5, acknowledgeFor: Int = 5, heartbeat: String? = nil) {
        self.groupWindow = groupWindow
        self.acknowledgeFor = acknowledgeFor
        self.heartbeat = heartbeat
    }

    package init?(_ node: PolicyNode, channels: [String], _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, AlertingSettings.keys, problems) else { return nil }
        self.init(
            groupWindow: fields.sessions("group_window", in: 0...1_000) ?? 5,
            acknowledgeFor: fields.sessions("acknowledge_for", in: 1...1_000) ?? 5, heartbeat: fields.text("heartbeat"))
        if let heartbeat, let node = fields["heartbeat"], !channels.contains(heartbeat) {
            problems.error(
                node, "unknown channel \(node.shown)\(suggestion(for: heartbeat, among: channels))",
                example: "heartbeat: \(channels.first ?? "watchdog")")
        }
    }
}
