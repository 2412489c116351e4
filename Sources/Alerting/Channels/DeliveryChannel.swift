import Core
package import Foundation

/// A channel as it is sent on, secrets and all: made when something is sent, neither kept nor shown.
package struct DeliveryChannel: Sendable {
    package let name: String
    package let kind: ChannelSettings.Kind
    let recipients: [String]
    private let values: [String: String]

    /// Why a channel cannot be sent on.
    package struct MissingSettings: Error, Equatable, CustomStringConvertible {
        package let channel: String
        package let line: Int
        /// Of each setting that is absent.
        package let reasons: [String]
        package var description: String { "the channel \"\(channel)\": \(reasons.joined(separator: "; "))" }
    }

    /// - Parameters:
    ///   - environment: what `${NAME}` stands for.
    ///   - read: the text of a file by its path as written.
    package init(
        _ settings: ChannelSettings, environment: [String: String], read: (String) -> String?
    ) throws(MissingSettings) {
        name = settings.name
        kind = settings.kind
        recipients = settings.recipients
        var values: [String: String] = [:]
        var reasons: [String] = []
        for (key, setting) in settings.settings.sorted(by: { $0.key < $1.key }) {
            switch setting.source {
            case .template(let template):
                for name in setting.variables where environment[name, default: ""].isEmpty {
                    reasons.append("\(key) is in the environment variable \(name), which is not set")
                }
                values[key] = setting.variables.reduce(template) {
                    $0.replacing("${\($1)}", with: environment[$1] ?? "")
                }
            case .file(let path):
                let text = read(path)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
                if text.isEmpty { reasons.append("\(key) is in the file \(path), which cannot be read or is empty") }
                values[key] = text
            }
        }
        guard reasons.isEmpty else {
            throw MissingSettings(
                channel: settings.name, line: settings.settings.values.map(\.node.line).min() ?? 0, reasons: reasons)
        }
        self.values = values
    }

    /// The channel with its settings as they are written in the policy, for showing.
    package init(asWritten settings: ChannelSettings) {
        name = settings.name
        kind = settings.kind
        recipients = settings.recipients
        values = settings.settings.mapValues { setting in
            switch setting.source {
            case .template(let template): template
            case .file(let path): "{file: \(path)}"
            }
        }
    }

    /// A setting that the channel must have.
    subscript(key: String) -> String { values[key] ?? "" }

    func optional(_ key: String) -> String? { values[key] }

    /// The channel with what is set of its settings, for hiding that.
    package init(
        forHiding settings: ChannelSettings, environment: [String: String], read: (String) -> String?
    ) {
        name = settings.name
        kind = settings.kind
        recipients = settings.recipients
        values = settings.settings.mapValues { setting in
            switch setting.source {
            case .template(let template):
                setting.variables.reduce(template) { $0.replacing("${\($1)}", with: environment[$1] ?? "") }
            case .file(let path): read(path)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            }
        }
    }

    /// A text without anything that a setting holds, whole or as it is sent: the path of an address and its longer parts, a
    /// login in base64.
    package func redacted(_ text: String) -> String {
        secrets.filter { $0.utf8.count >= 4 }.sorted { $0.utf8.count > $1.utf8.count }
            .reduce(text) { $0.replacing($1, with: "…") }
    }

    private var secrets: [String] {
        var secrets = kind.secretKeys.compactMap { values[$0] }
        for key in ["url", "webhook"] {
            guard let address = values[key], let scheme = address.range(of: "://") else { continue }
            let path = address[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
            secrets.append(String(path))
            secrets += path.split { "/?&=#".contains($0) }.filter { $0.utf8.count >= 8 }.map(String.init)
        }
        let user = values["user"] ?? ""
        for key in ["token", "password"] {
            guard let value = values[key] else { continue }
            for login in [value, "\(user):\(value)", "\0\(user)\0\(value)"] {
                secrets.append(Data(login.utf8).base64EncodedString())
            }
        }
        return secrets
    }

    /// How a message is told on it.
    /// - Parameters:
    ///   - delivery: what was done before.
    ///   - receipt: what the receiver calls the incident, where it has been told of it.
    ///   - now: the instant of sending.
    package func sequence(
        _ rendered: RenderedMessage, _ delivery: OutboxMessage.Delivery, receipt: String?, at now: Date
    ) -> any DeliverySequence {
        switch kind {
        case .slack: SingleStep(.request(Slack.request(rendered, self)))
        case .pagerduty: SingleStep(.request(PagerDuty.request(rendered, self)))
        case .jira: JiraSequence(rendered, Jira(self), delivery, issue: receipt, at: now)
        case .smtp: SingleStep(.mail(Mail(rendered, self)))
        case .alertmanager: SingleStep(.request(AlertmanagerChannel.request(rendered, self, sentAt: now)))
        case .webhook: SingleStep(.request(Webhook.request(rendered, self, sentAt: now)))
        case .stdout:
            SingleStep(.print([rendered.title] + rendered.bodyLines))
        }
    }
}
