package import Core

/// A way to reach people or systems: one entry of `channels:`.
package struct ChannelSettings: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case slack, pagerduty, jira, smtp, alertmanager, webhook, stdout
    }

    package let name: String
    package let kind: Kind
    /// The settings that may hold secrets, by key.
    package let settings: [String: SecretReference]
    /// Recipients of mail.
    package let recipients: [String]

    package static let keys: [PolicyKey] = Kind.allCases.map { kind in
        PolicyKey(kind.rawValue, .section(kind.keys), example: "{…}", doc: kind.doc)
    }

    package init?(name: String, _ node: PolicyNode, _ problems: PolicyProblems) {
        guard let fields = PolicyFields(node, keys: ChannelSettings.keys, problems: problems) else { return nil }
        let kinds = Kind.allCases.filter { fields[$0.rawValue] != nil }
        if kinds.count != 1 {
            problems.error(
                node,
                """
                a channel is one of \(Kind.allCases.map(\.rawValue).joined(separator: ", ")); found \
                \(kinds.isEmpty ? "none" : "\(kinds.count)")
                """,
                example: "\(name): {slack: {webhook: \"${SLACK_WEBHOOK}\"}}")
        }
        let read = kinds.map { kind in
            fields[kind.rawValue].flatMap { ChannelSettings(name: name, kind: kind, $0, problems) }
        }
        guard read.count == 1, let settings = read.first ?? nil else { return nil }
        self = settings
    }

    private init?(name: String, kind: Kind, _ body: PolicyNode, _ problems: PolicyProblems) {
        guard let values = PolicyFields(body, keys: kind.keys, problems: problems) else { return nil }
        var settings: [String: SecretReference] = [:]
        for key in kind.settingKeys {
            if let node = values[key], let setting = SecretReference(node, problems) { settings[key] = setting }
        }
        for key in kind.secretKeys {
            if let setting = settings[key], setting.isLiteral {
                problems.lint(
                    setting.node, "\(key) stands in the policy as it is, where everyone who reads the policy sees it",
                    example: "\(key): \"${\(name.uppercased().replacing("-", with: "_"))}\"")
            }
        }
        for key in kind.settingKeys {
            if let setting = settings[key] { kind.check(key, setting: setting, problems: problems) }
        }
        if kind == .smtp, let to = values["to"] {
            let recipients = values.texts("to")
            if recipients.isEmpty { problems.error(to, "the mail has no recipient", example: "to: [risk@example.com]") }
            for fault in recipients.compactMap(Address.mailFault) {
                problems.error(to, "a recipient \(fault)", example: "to: [risk@example.com]")
            }
        }
        self.name = name
        self.kind = kind
        self.settings = settings
        recipients = kind == .smtp ? values.texts("to") : []
    }
}

extension ChannelSettings {
    /// Settings whose values, once secrets are read, cannot be what they should be: nothing could be sent there.
    package func faults(from source: SecretSource) -> [(node: PolicyNode, fault: String)] {
        settings.sorted { $0.key < $1.key }.compactMap { key, setting in
            guard !setting.isLiteral, setting.gaps(in: source).isEmpty,
                let fault = kind.fault(key, value: setting.value(from: source))
            else { return nil }
            return (setting.node, "\(key) of \"\(name)\" \(fault): nothing can be sent there")
        }
    }
}

extension ChannelSettings.Kind {
    var doc: String {
        switch self {
        case .slack: "A Slack incoming webhook."
        case .pagerduty: "PagerDuty Events v2."
        case .jira: "Jira Cloud: one issue an incident."
        case .smtp: "Mail."
        case .alertmanager: "Prometheus Alertmanager, API v2."
        case .webhook: "Any HTTP endpoint, signed with HMAC-SHA-256."
        case .stdout: "Standard output."
        }
    }

    var keys: [PolicyKey] {
        switch self {
        case .slack: [setting("webhook", example: "${SLACK_WEBHOOK}", doc: "The address of the webhook.")]
        case .pagerduty:
            [
                setting("routing_key", example: "${PAGERDUTY_KEY}", doc: "The integration's routing key."),
                setting(
                    "url", example: PagerDuty.standardURL,
                    doc: """
                        Where events are sent; default \(PagerDuty.standardURL).
                        """,
                    required: false),
            ]
        case .jira:
            [
                setting("url", example: "${JIRA_URL}", doc: "The site."),
                setting("token", example: "${JIRA_TOKEN}", doc: "An API token."),
                setting("user", example: "bellwether", doc: "The account of the token."),
                setting("project", example: "DATA", doc: "The key of the project."),
                setting("issue_type", example: "Task", doc: "The type of the issues; default Task.", required: false),
            ]
        case .smtp:
            [
                setting("server", example: "smtps://mail.example.com", doc: "smtp:// or smtps:// and the server."),
                setting("from", example: "bellwether@example.com", doc: "The sender."),
                PolicyKey(
                    "to", .anyOf([.text, .list(.text)]), required: true, example: "[risk@example.com]",
                    doc: "The recipients."),
                setting(
                    "user", example: "bellwether",
                    doc: """
                        The account, where the server wants one.
                        """, required: false),
                setting("password", example: "${SMTP_PASSWORD}", doc: "Its password.", required: false),
            ]
        case .alertmanager: [setting("url", example: "http://127.0.0.1:9093", doc: "Where Alertmanager listens.")]
        case .webhook:
            [
                setting("url", example: "https://example.com/hook", doc: "Where it is sent."),
                setting("secret", example: "${HOOK_SECRET}", doc: "The key of the signature."),
            ]
        case .stdout: []
        }
    }

    var settingKeys: [String] { keys.map(\.name).filter { $0 != "to" } }

    /// Settings that are secrets and nothing else.
    var secretKeys: [String] {
        switch self {
        case .slack: ["webhook"]
        case .pagerduty: ["routing_key"]
        case .jira: ["token"]
        case .smtp: ["password"]
        case .webhook: ["secret"]
        case .alertmanager, .stdout: []
        }
    }

    /// The reason why the value of a setting cannot be what it should be; nil where it may.
    fileprivate func fault(_ key: String, value: String) -> String? {
        switch (self, key) {
        case (.smtp, "server"): Address.fault(value, schemes: Address.mailServer)
        case (.smtp, "from"): Address.mailFault(value)
        case (_, "url"), (_, "webhook"): Address.fault(value, schemes: Address.web)
        default: nil
        }
    }

    /// The form of a setting, as far as it stands in the policy.
    fileprivate func check(_ key: String, setting: SecretReference, problems: PolicyProblems) {
        // Any value may be a digit, in every part of an address but the first.
        guard case .template(let text) = setting.source, !text.hasPrefix("${"),
            let fault = fault(key, value: setting.filled { _ in "1" } ?? text)
        else { return }
        problems.error(
            setting.node, "\(key) \(fault)",
            example: keys.first { $0.name == key }.map { "\(key): \($0.example)" } ?? "")
    }

    private func setting(_ name: String, example: String, doc: String, required: Bool = true) -> PolicyKey {
        PolicyKey(name, SecretReference.shape, required: required, example: "\"\(example)\"", doc: doc)
    }
}
