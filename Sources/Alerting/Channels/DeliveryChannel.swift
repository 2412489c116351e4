import Core
package import Foundation

/// A channel as it is sent on, secrets and all: made when something is sent, neither kept nor shown.
package struct DeliveryChannel: Sendable {
    package let name: String
    package let kind: ChannelSettings.Kind
    package let destination: ChannelDestination
    let recipients: [String]
    private let values: [String: String]

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
        self.values = values
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
        self.init(settings, values: settings.settings.mapValues(\.asWritten))
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
        switch kind {
        case .slack: SingleStep(.request(Slack.request(rendered, self)))
        case .pagerduty: SingleStep(.request(PagerDuty.request(rendered, self)))
        case .jira: JiraSequence(rendered, jira: Jira(self), delivery: delivery, issue: receipt, at: now)
        case .smtp: SingleStep(.mail(Mail(rendered, self)))
        case .alertmanager: SingleStep(.request(AlertmanagerChannel.request(rendered, self, sentAt: now)))
        case .webhook: SingleStep(.request(Webhook.request(rendered, self, sentAt: now)))
        case .stdout: SingleStep(.print([rendered.title] + rendered.bodyLines))
        }
    }
}
