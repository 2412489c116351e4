import Core
package import Foundation

/// A channel as it is sent on, secrets and all: made when something is sent, neither kept nor shown.
package struct DeliveryChannel: Sendable {
    package let name: String
    package let kind: ChannelSettings.Kind
    package let destination: ChannelDestination
    let recipients: [String]
    /// The account, where the receiver wants one.
    let login: Login?
    /// Headers of every request that the policy asks for, names in lower case.
    let headers: [String: String]
    private let values: [String: String]
    /// The reason why nothing can be sent with these settings; nil where something can.
    private let fault: String?

    /// The reason why a channel cannot be sent on.
    package struct MissingSettings: Error, Equatable, CustomStringConvertible {
        package let channel: String
        package let line: Int
        /// One for each setting that is missing.
        package let reasons: [String]
        package var description: String { "the channel \"\(channel)\": \(reasons.joined(separator: "; "))" }
    }

    private init(_ settings: ChannelSettings, values: [String: String]) {
        name = settings.name
        kind = settings.kind
        destination = ChannelDestination(settings)
        recipients = settings.recipients
        let conflict = settings.conflict(values)?.fault
        var (plain, headers) = (values, [String: String]())
        var login: Login?
        if settings.kind.hasLogin, let user = values["user"], let password = values["password"] {
            login = Login(user: user, password: password)
        }
        for (key, value) in values {
            if key.hasPrefix(ChannelSettings.headerPrefix) {
                headers[key.dropFirst(ChannelSettings.headerPrefix.count).lowercased()] = value
            } else if ["url", "webhook", "server"].contains(key) {
                let parts = Address.separated(value)
                plain[key] = parts.address
                login = parts.login ?? login
            }
        }
        // A mail server is asked in its own way.
        if settings.kind != .smtp, let login { headers["authorization"] = login.basic }
        let faults = headers.keys.sorted().compactMap { key in
            settings.kind.fault("\(ChannelSettings.headerPrefix)\(key)", value: headers[key] ?? "").map {
                "the header \(key) \($0)"
            }
        }
        self.values = plain
        self.headers = headers
        self.login = login
        fault = conflict ?? faults.first
    }

    package init(_ settings: ChannelSettings, secrets source: SecretSource) throws(MissingSettings) {
        let reasons = settings.settings.sorted { $0.key < $1.key }.flatMap { key, setting in
            setting.gaps(in: source).map { "\(key) \($0)" }
        }
        guard reasons.isEmpty else {
            throw MissingSettings(
                channel: settings.name, line: settings.settings.values.map(\.node.line).min() ?? 0, reasons: reasons)
        }
        self.init(settings, values: settings.settings.mapValues { $0.value(from: source) })
    }

    /// The channel with its settings as they are written in the policy, to show what would be sent.
    package init(asWritten settings: ChannelSettings) {
        let written = settings.settings.map { key, setting in
            let isHidden = setting.isLiteral && key.hasPrefix(ChannelSettings.headerPrefix)
            return (key, isHidden ? "…" : setting.asWritten)
        }
        self.init(settings, values: Dictionary(written) { first, _ in first })
    }

    /// A setting that the channel must have.
    subscript(key: String) -> String { values[key] ?? "" }

    func optional(_ key: String) -> String? { values[key] }

    /// The steps that deliver a message on this channel.
    /// - Parameters:
    ///   - delivery: the record of earlier attempts.
    ///   - receipt: the receiver's name for the incident, where it knows the incident already.
    ///   - now: the instant of sending.
    package func sequence(
        _ rendered: RenderedMessage, after delivery: OutboxMessage.Delivery, receipt: String?, at now: Date
    ) -> any DeliverySequence {
        if let fault { return SingleStep(.end(Outcome(.refused, reason: fault))) }
        return switch kind {
        case .slack: SingleStep(.request(Slack.request(rendered, self)), outcome: Slack.outcome)
        case .pagerduty: SingleStep(.request(PagerDuty.request(rendered, self)), outcome: PagerDuty.outcome)
        case .jira: JiraSequence(rendered, jira: Jira(self), delivery: delivery, issue: receipt, at: now)
        case .smtp: MailSequence(Mail(rendered, self), of: rendered.message, receipt: receipt)
        case .alertmanager:
            SingleStep(
                .request(AlertmanagerChannel.request(rendered, self, sentAt: now)),
                outcome: AlertmanagerChannel.outcome)
        case .webhook:
            SingleStep(.request(Webhook.request(rendered, self, sentAt: now))) { Webhook.outcome($0, self) }
        case .stdout: SingleStep(.print([rendered.title] + rendered.bodyLines))
        }
    }
}
