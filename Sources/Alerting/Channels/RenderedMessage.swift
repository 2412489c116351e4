package import Core
import Foundation
package import TradingCalendar

/// A message with what every channel needs to say it, and the same words for all.
package struct RenderedMessage: Sendable {
    package let message: Message
    package let deployment: String
    /// Where people see the incident; nil where there is no such place.
    package let link: String?
    /// Of the times that people read.
    package let zone: ExchangeZone
    /// Shows the incident, where there is no link.
    private let command: PrintedCommand

    static let maximumLineLength = 500

    /// - Parameters:
    ///   - site: where people see incidents, `alerting: {url: …}`.
    ///   - command: for the command that shows the incident where there is no site.
    package init(
        _ message: Message, deployment: String, site: String?, zone: ExchangeZone,
        command: PrintedCommand = PrintedCommand(store: nil)
    ) {
        self.message = message
        self.deployment = deployment
        link = message.kind == .heartbeat ? nil : site.map { RenderedMessage.link($0, message.incident) }
        self.zone = zone
        self.command = command
    }

    package static func link(_ site: String, _ incident: String) -> String {
        "\(site.withoutTrailingSlash)/incidents/\(incident)"
    }

    package var title: String { "[\(deployment)] \(message.content.headline)" }

    /// Everything but the title, a line each.
    package var bodyLines: [String] { head + message.content.alerts.flatMap(block) + tail }

    /// The body with as many alerts as its channel has room for; the first always stays.
    func body(limit: Int) -> String {
        let whole = bodyLines.joined(separator: "\n")
        guard whole.utf16.count > limit else { return whole }
        let blocks = message.content.alerts.map(block)
        for kept in stride(from: blocks.count - 1, to: 0, by: -1) {
            let text = (head + blocks.prefix(kept).joined() + [RenderedMessage.more(blocks.count - kept)] + tail)
                .joined(separator: "\n")
            if text.utf16.count <= limit { return text }
            if kept == 1 { return text.shortened(to: limit) }
        }
        return whole.shortened(to: limit)
    }

    static func more(_ count: Int) -> String { "and \(count) more alert\(count == 1 ? "" : "s")" }

    /// The lines about one alert: its subject, the value against its threshold, the evidence.
    func block(_ alert: Message.Content.Line) -> [String] {
        let resolved = alert.resolvedAt.map { ", resolved \(zone.text($0))" } ?? ""
        let lines = [
            "\(alert.layer.rawValue): \(alert.check) \(alert.subject) \(alert.severity.rawValue) since "
                + "\(zone.text(alert.since))\(resolved)",
            "  \(alert.reason)", alert.evidence.isEmpty ? nil : "  \(alert.evidence)",
            RenderedMessage.end(of: alert),
        ]
        return lines.compactMap { $0?.shortened(to: RenderedMessage.maximumLineLength) }
    }

    /// How long an alert has lasted that has resolved, and how it is now.
    private static func end(of alert: Message.Content.Line) -> String? {
        guard let now = alert.now, let end = alert.resolvedAt else { return nil }
        let length = DurationText.rough(end.timeIntervalSince(alert.since))
        return now == alert.reason ? "  lasted \(length)" : "  now: \(now); lasted \(length)"
    }

    private var head: [String] { ["why now: \(message.content.why)".shortened(to: RenderedMessage.maximumLineLength)] }

    private var tail: [String] {
        let content = message.content
        let lines = [
            content.owners.isEmpty ? nil : "owner: \(owners)",
            content.firstStep.isEmpty ? nil : "first step: \(content.firstStep)",
            message.kind == .heartbeat
                ? nil : "more: \(link ?? command.text(["incidents", "show", message.incident]))",
        ]
        return lines.compactMap { $0?.shortened(to: RenderedMessage.maximumLineLength) }
    }

    var owners: String { message.content.owners.joined(separator: " and ") }
}
