import Core
package import Foundation

extension Message {
    /// A message that says of itself that it is a test.
    /// - Parameters:
    ///   - kind: of the first message, or of the one that ends what it opened.
    ///   - person: who tests the channel.
    package static func trial(
        _ kind: Kind, on channel: String, of deployment: String, by person: String, at instant: Date
    ) -> Message {
        let key = AlertKey(check: "test", subject: channel)
        let isOver = kind == .resolve
        let line = Content.Line(
            check: key.check, subject: key.subject, layer: .system, severity: .warning, since: instant,
            resolvedAt: isOver ? instant : nil, reason: "a test message: nothing is wrong", evidence: "")
        return Message(
            incident: Incident.id(of: key, deployment: deployment, at: instant), channel: channel, kind: kind,
            sequence: isOver ? 2 : 1, teams: [], at: instant, severity: .warning,
            content: Content(
                headline: "\(isOver ? "resolved: " : "")a test of the channel \(channel): nothing is wrong",
                why: "\(person) tests this channel; nothing has fired", openedAt: instant, alerts: [line], owners: [],
                firstStep: "Nothing: this is a test"))
    }
}

extension ChannelSettings.Kind {
    /// True if what a message opens there stays open until it is resolved.
    package var isResolving: Bool {
        switch self {
        case .pagerduty, .jira, .alertmanager, .webhook: true
        case .slack, .smtp, .stdout: false
        }
    }
}
