package import Core

/// A way to reach people or systems: one entry of `channels:`.
package struct ChannelSettings: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case slack, pagerduty, jira, smtp, alertmanager, webhook, stdout
    }

    package let name: String
    package let kind: Kind
    /// The settings that may hold secrets, by key; a header's key is ``headerPrefix`` and its name.
    package let settings: [String: SecretReference]
    /// Recipients of mail.
    package let recipients: [String]

    static let headerPrefix = "headers."

    package static let keys: [PolicyKey] = Kind.allCases.map { kind in
        PolicyKey(kind.rawValue, .section(kind.keys), example: "{…}", doc: kind.doc)
    }

    init(name: String, kind: Kind, settings: [String: SecretReference], recipients: [String]) {
        self.name = name
        self.kind = kind
        self.settings = settings
        self.recipients = recipients
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
        self.name = name
        self.kind = kind
        recipients = kind == .smtp ? ChannelSettings.recipients(values, problems) : []
        settings = ChannelSettings.settings(of: kind, values, problems)
        for key in settings.keys.sorted() {
            guard let setting = settings[key] else { continue }
            if setting.isLiteral, kind.isSecret(key) {
                problems.lint(
                    setting.node, "\(key) stands in the policy as it is, where everyone who reads the policy sees it",
                    example: "\(key): \"${\(name.uppercased().replacing("-", with: "_"))}\"")
            }
            kind.check(key, setting: setting, problems: problems)
        }
        // Any value may be a digit, in every part of a text but the first.
        if let conflict = conflict(settings.mapValues { $0.filled { _ in "1" } }) {
            problems.error(body, conflict.fault, example: conflict.example)
        }
    }

    private static func settings(
        of kind: Kind, _ values: PolicyFields, _ problems: PolicyProblems
    ) -> [String: SecretReference] {
        var settings: [String: SecretReference] = [:]
        for key in kind.settingKeys {
            if let node = values[key], let setting = SecretReference(node, problems) { settings[key] = setting }
        }
        var names: Set<String> = []
        for entry in kind.hasHeaders ? values.entries("headers") : [] {
            let isTwice = !names.insert(entry.name.lowercased()).inserted
            if let fault = HeaderName.fault(entry.name) ?? (isTwice ? "is there twice" : nil) {
                problems.error(
                    entry.key, "the header \"\(entry.name.printable)\" \(fault)", example: "headers: {X-Team: risk}")
            } else if let setting = SecretReference(entry.value, problems) {
                settings["\(headerPrefix)\(entry.name)"] = setting
            }
        }
        return settings
    }

    private static func recipients(_ values: PolicyFields, _ problems: PolicyProblems) -> [String] {
        guard let to = values["to"] else { return [] }
        let recipients = values.texts("to")
        if recipients.isEmpty { problems.error(to, "the mail has no recipient", example: "to: [risk@example.com]") }
        for recipient in recipients {
            guard let fault = Address.mailFault(recipient) else { continue }
            let separate = Address.mailboxes(in: recipient).map { "to: [\($0.joined(separator: ", "))]" }
            problems.error(to, "a recipient \(fault)", example: separate ?? "to: [risk@example.com]")
        }
        return recipients
    }
}

extension ChannelSettings {
    /// Settings whose values, once secrets are read, cannot be what they should be: nothing could be sent there.
    package func faults(from source: SecretSource) -> [(node: PolicyNode, fault: String)] {
        let set = settings.filter { $0.value.gaps(in: source).isEmpty }
        let faults = set.sorted { $0.key < $1.key }.compactMap { key, setting -> (PolicyNode, String)? in
            guard !setting.isLiteral, let fault = kind.fault(key, value: setting.value(from: source)) else {
                return nil
            }
            return (setting.node, "\(key) of \"\(name)\" \(fault): nothing can be sent there")
        }
        let written = conflict(settings.mapValues { $0.filled { _ in "1" } })
        guard written == nil, set.count == settings.count,
            let node = settings.values.map(\.node).min(by: { $0.line < $1.line }),
            let conflict = conflict(set.mapValues { $0.value(from: source) })
        else { return faults }
        return faults + [(node, "\"\(name)\": \(conflict.fault): nothing can be sent there")]
    }

    /// The reason why settings do not go together; nil where they do.
    /// - Parameter values: of the settings, by key.
    func conflict(_ values: [String: String]) -> (fault: String, example: String?)? {
        for key in ["url", "webhook", "server"] {
            guard let value = values[key], Address.separated(value).login != nil else { continue }
            if kind == .jira {
                return (
                    "\(key) holds a user or a password, and jira signs in with user and token", "url: \"${JIRA_URL}\""
                )
            }
            if values["user"] != nil {
                return ("\(key) holds a user or a password, and user is there too: keep one of them", nil)
            }
        }
        if kind.hasLogin, (values["user"] == nil) != (values["password"] == nil) {
            let (absent, present) = values["user"] == nil ? ("user", "password") : ("password", "user")
            return ("\(present) is there, and \(absent) is not", "user: bellwether, password: \"${PASSWORD}\"")
        }
        if kind.hasHeaders {
            if values["user"]?.contains(":") == true {
                return ("user holds a colon, which basic authentication has no way to send", "user: bellwether")
            }
            let isAuthorized = values["user"] != nil || values["url"].flatMap { Address.separated($0).login } != nil
            if isAuthorized,
                values.keys.contains(where: { $0.lowercased() == "\(ChannelSettings.headerPrefix)authorization" })
            {
                return ("the header Authorization is there, and user and password are too: keep one of them", nil)
            }
        }
        return nil
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
        case .alertmanager:
            [setting("url", example: "http://127.0.0.1:9093", doc: "Where Alertmanager listens.")] + requestKeys
        case .webhook:
            [
                setting("url", example: "https://example.com/hook", doc: "Where it is sent."),
                setting("secret", example: "${HOOK_SECRET}", doc: "The key of the signature."),
            ] + requestKeys
        case .stdout: []
        }
    }

    /// Keys of requests to receivers that want to know who asks.
    private var requestKeys: [PolicyKey] {
        [
            setting("user", example: "bellwether", doc: "The account, where the receiver wants one.", required: false),
            setting("password", example: "${HOOK_PASSWORD}", doc: "Its password.", required: false),
            PolicyKey(
                "headers", .map(SecretReference.shape), example: "{X-Team: risk}",
                doc: "Headers of every request, by name; their values may be secrets."),
        ]
    }

    var settingKeys: [String] { keys.map(\.name).filter { $0 != "to" && $0 != "headers" } }

    var hasHeaders: Bool { self == .webhook || self == .alertmanager }
    /// True if user and password sign in, both or none.
    var hasLogin: Bool { hasHeaders || self == .smtp }

    /// True for a setting that is a secret and nothing else.
    func isSecret(_ key: String) -> Bool {
        if key.hasPrefix(ChannelSettings.headerPrefix) { return HeaderName.isSecret(key) }
        return switch self {
        case .slack: key == "webhook"
        case .pagerduty: key == "routing_key"
        case .jira: key == "token"
        case .smtp, .alertmanager: key == "password"
        case .webhook: key == "secret" || key == "password"
        case .stdout: false
        }
    }

    /// The reason why the value of a setting cannot be what it should be; nil where it may.
    package func fault(_ key: String, value: String) -> String? {
        if key.hasPrefix(ChannelSettings.headerPrefix) {
            return value == value.printable ? nil : "holds a control character"
        }
        return switch (self, key) {
        case (.smtp, "server"): Address.fault(value, schemes: Address.mailServer)
        case (.smtp, "from"): Address.mailFault(value)
        case (_, "url"), (_, "webhook"): Address.fault(value, schemes: Address.web)
        default: nil
        }
    }

    /// The form of a setting, as far as it stands in the policy.
    fileprivate func check(_ key: String, setting: SecretReference, problems: PolicyProblems) {
        // Any value may be a digit, in every part of an address of the web but the first.
        guard case .template(let text) = setting.source, !text.hasPrefix("${"), key != "from" || setting.isLiteral,
            let fault = fault(key, value: setting.filled { _ in "1" })
        else { return }
        problems.error(
            setting.node, "\(key) \(fault)",
            example: keys.first { $0.name == key }.map { "\(key): \($0.example)" } ?? "")
    }

    private func setting(_ name: String, example: String, doc: String, required: Bool = true) -> PolicyKey {
        PolicyKey(name, SecretReference.shape, required: required, example: "\"\(example)\"", doc: doc)
    }
}
