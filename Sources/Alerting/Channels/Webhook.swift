import Core
import Foundation
import TradingCalendar

/// Any HTTP endpoint, signed as Standard Webhooks are.
enum Webhook {
    /// Bytes of a body: servers refuse a larger one unless they are told otherwise.
    static let maximumLength = 1_000_000

    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel, sentAt: Date) -> OutboundRequest {
        let key = rendered.message.key
        let body = content(rendered).compact
        let seconds = "\(Int(sentAt.timeIntervalSince1970))"
        let signature = Digest.authentication(of: "\(key).\(seconds).\(body)", key: secret(channel["secret"]))
        return OutboundRequest(
            .post, url: channel["url"],
            headers: channel.headers.merging([
                "content-type": "application/json", "webhook-id": key, "webhook-timestamp": seconds,
                "webhook-signature": "v1,\(signature.base64)",
            ]) { _, own in own }, body: body)
    }

    /// Any answer is one but a page for people in a browser, unless that was asked for.
    static func outcome(_ answer: DeliveryResponse, _ channel: DeliveryChannel) -> Outcome {
        answer.outcome(expecting: "the answer of a receiver: it is a page, such as a login") { text, mediaType in
            channel.headers["accept"]?.contains("html") == true
                || !HTMLPage.isPage(Data(text.utf8), mediaType: mediaType)
        }
    }

    private static func secret(_ text: String) -> Data {
        let prefix = "whsec_"
        guard text.hasPrefix(prefix), let data = Data(base64Encoded: String(text.dropFirst(prefix.count))) else {
            return Data(text.utf8)
        }
        return data
    }

    private static func content(_ rendered: RenderedMessage) -> JSONValue {
        let alerts = rendered.message.content.alerts.map(alert)
        var room = maximumLength - content(rendered, []).compact.utf8.count
        // Each with the comma before the next; the first always stays.
        let kept = alerts.prefix { alert in
            room -= alert.compact.utf8.count + 1
            return room >= 0
        }
        return content(rendered, Array(kept.isEmpty ? alerts.prefix(1) : kept))
    }

    private static func content(_ rendered: RenderedMessage, _ alerts: [JSONValue]) -> JSONValue {
        let (message, content) = (rendered.message, rendered.message.content)
        var fields: [String: JSONValue] = [
            "version": 1, "key": .string(message.key), "deployment": .string(rendered.deployment),
            "incident": .string(message.incident), "kind": .string(message.kind.rawValue),
            "sequence": .integer(message.sequence), "severity": .string(message.severity.rawValue),
            "at": .string(Timestamp.text(message.at)), "teams": JSONValue(message.teams),
            "headline": .string(content.headline), "why": .string(content.why),
            "opened_at": .string(Timestamp.text(content.openedAt)), "owners": JSONValue(content.owners),
            "first_step": .string(content.firstStep), "link": JSONValue(rendered.link), "alerts": .array(alerts),
        ]
        let more = content.alerts.count - alerts.count
        if more > 0 { fields["more_alerts"] = .integer(more) }
        return .object(fields)
    }

    private static func alert(_ alert: Message.Content.Line) -> JSONValue {
        var fields: [String: JSONValue] = [
            "check": .string(alert.check), "subject": .string(alert.subject), "layer": .string(alert.layer.rawValue),
            "severity": .string(alert.severity.rawValue), "since": .string(Timestamp.text(alert.since)),
            "resolved_at": JSONValue(alert.resolvedAt.map { Timestamp.text($0) }), "reason": .string(alert.reason),
            "evidence": .string(alert.evidence),
        ]
        if let now = alert.now { fields["now"] = .string(now) }
        return .object(fields)
    }
}
