package import Core
import Foundation
package import TradingCalendar

/// A message with what every channel needs to say it, and the same words for all.
package struct RenderedMessage: Sendable {
    package let message: Message
    package let deployment: String
    /// Where people see the incident; nil where there is no such place.
    package let link: String?
    /// The zone of the times that people read.
    package let zone: ExchangeZone
    /// Shows the incident, where there is no link; nil where nothing would.
    private let command: PrintedCommand?

    static let maximumLineLength = 500

    /// - Parameters:
    ///   - site: where people see incidents, `alerting: {url: …}`.
    ///   - command: for the command that shows the incident where there is no site; nil where none would.
    package init(
        _ message: Message, deployment: String, site: String?, zone: ExchangeZone,
        command: PrintedCommand? = PrintedCommand(store: nil)
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
        // The first line has no newline before it.
        let lines = bodyLines(within: limit + 1) { $0.utf16.count + 1 }
        return lines.joined(separator: "\n").shortened(to: limit)
    }

    /// The body's lines with as many alerts as fit; the first always stays.
    /// - Parameters:
    ///   - room: the size of everything, in any unit.
    ///   - size: the size of a line as it is sent.
    func bodyLines(within room: Int, size: (String) -> Int) -> [String] {
        func total(_ lines: [String]) -> Int { lines.reduce(0) { $0 + size($1) } }
        let blocks = message.content.alerts.map(block)
        let sizes = blocks.map(total)
        let frame = total(head + tail)
        var used = frame + sizes.reduce(0, +)
        guard used > room, blocks.count > 1 else { return bodyLines }
        var kept = blocks.count
        repeat {
            kept -= 1
            used -= sizes[kept]
        } while kept > 1 && used + size(RenderedMessage.more(blocks.count - kept)) > room
        return head + blocks.prefix(kept).joined() + [RenderedMessage.more(blocks.count - kept)] + tail
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

    /// The duration of an alert that has resolved, and how it is now.
    private static func end(of alert: Message.Content.Line) -> String? {
        guard let now = alert.now, let end = alert.resolvedAt else { return nil }
        let length = DurationText.rough(end.timeIntervalSince(alert.since))
        return now == alert.reason ? "  lasted \(length)" : "  now: \(now); lasted \(length)"
    }

    private var head: [String] { ["why now: \(message.content.why)".shortened(to: RenderedMessage.maximumLineLength)] }

    private var tail: [String] {
        let content = message.content
        let place = link ?? command?.text(["incidents", "show", message.incident])
        let lines = [
            content.owners.isEmpty ? nil : "owner: \(owners)",
            content.firstStep.isEmpty ? nil : "first step: \(content.firstStep)",
            message.kind == .heartbeat ? nil : place.map { "more: \($0)" },
        ]
        return lines.compactMap { $0?.shortened(to: RenderedMessage.maximumLineLength) }
    }

    var owners: String { message.content.owners.joined(separator: " and ") }
}
