package import Core

/// The section `alerting:` of a policy: how alerts become incidents.
package struct AlertingSettings: Equatable, Sendable {
    /// As written; nil for the default, which depends on the layer.
    private let writtenGroupWindow: TimeSpan?
    /// The time for which an acknowledgement holds.
    package let acknowledgeFor: TimeSpan
    /// The channel that every tick writes to.
    package let heartbeat: String?
    /// The channel that gets messages which another channel could not take.
    package let fallback: String?
    /// The address at which people see incidents.
    package let site: String?

    package static let keys: [PolicyKey] = [
        PolicyKey(
            "group_window", .text, example: "5 sessions",
            doc: """
                Alerts that fire within this time after an incident's opening join it; default 5 sessions, 15 minutes \
                for alerts of the system layer.
                """
        ),
        PolicyKey(
            "acknowledge_for", .text, example: "5 sessions",
            doc: """
                How long an acknowledgement holds; default 5 sessions.
                """),
        PolicyKey(
            "heartbeat", .text, example: "watchdog",
            doc: "A channel that every tick writes to: when it falls silent, the monitor is dead."),
        PolicyKey(
            "fallback", .text, example: "ops-mail",
            doc: """
                The channel that is told what another channel refuses for good.
                """),
        PolicyKey(
            "url", .text, example: "https://bellwether.example.com",
            doc: "Where people see incidents: messages link to URL/incidents/ID."),
    ]

    package init(
        groupWindow: TimeSpan? = nil, acknowledgeFor: TimeSpan = .sessions(5), heartbeat: String? = nil,
        fallback: String? = nil, site: String? = nil
    ) {
        writtenGroupWindow = groupWindow
        self.acknowledgeFor = acknowledgeFor
        self.heartbeat = heartbeat
        self.fallback = fallback
        self.site = site
    }

    /// - Parameter channels: the policy's, with what they are; nil for one that is broken, and where none can be read.
    package init?(
        _ node: PolicyNode, channels: [(name: String, kind: ChannelSettings.Kind?)]?, _ problems: PolicyProblems
    ) {
        guard let fields = PolicyFields(node, keys: AlertingSettings.keys, problems: problems) else { return nil }
        let site = fields.value("url", expected: "an address that begins with http:// or https://") { text in
            Address.fault(text, schemes: Address.web) == nil ? text : nil
        }
        self.init(
            groupWindow: fields.span("group_window", in: 0...1_000),
            acknowledgeFor: fields.span("acknowledge_for", in: 1...1_000) ?? .sessions(5),
            heartbeat: fields.text("heartbeat"),
            fallback: fields.text("fallback"), site: site)
        guard let channels else { return }
        let names = channels.map(\.name)
        for (key, channel) in [("heartbeat", heartbeat), ("fallback", fallback)] {
            guard let channel, let node = fields[key] else { continue }
            if !names.contains(channel) {
                problems.error(
                    node, "unknown channel \(node.shown)\(suggestion(for: channel, among: names))",
                    example: "\(key): \(suggestedName(for: channel, among: names) ?? names.first ?? "watchdog")")
            }
        }
        guard let node = fields["heartbeat"], let kind = channels.first(where: { $0.name == heartbeat })?.kind else {
            return
        }
        if kind == .pagerduty || kind == .jira {
            problems.error(
                node, "every heartbeat would be an incident on \(kind.rawValue); expected a channel of another kind",
                example: "heartbeat: a channel such as {webhook: {url: …, secret: …}}")
        }
    }

    /// The time after an incident's opening within which an alert of a layer joins it.
    package func groupWindow(of layer: Layer) -> TimeSpan {
        writtenGroupWindow ?? (layer == .system ? .seconds(900) : .sessions(5))
    }
}
