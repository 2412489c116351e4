import Core
import Foundation
import TradingCalendar

/// Any HTTP endpoint, signed as Standard Webhooks are.
enum Webhook {
    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel, sentAt: Date) -> OutboundRequest {
        let key = rendered.message.key
        let body = content(rendered).compact
        let seconds = "\(Int(sentAt.timeIntervalSince1970))"
        let signature = Digest.authentication(of: "\(key).\(seconds).\(body)", key: secret(channel["secret"]))
        return OutboundRequest(
            .post, url: channel["url"],
            headers: [
                "content-type": "application/json", "webhook-id": key, "webhook-timestamp": seconds,
                "webhook-signature": "v1,\(signature.base64)",
            ], body: body)
    }

    private static func secret(_ text: String) -> Data {
        let prefix = "whsec_"
        guard text.hasPrefix(prefix), let data = Data(base64Encoded: String(text.dropFirst(prefix.count))) else {
            return Data(text.utf8)
        }
        return data
    }

    private static func content(_ rendered: RenderedMessage) -> JSONValue {
        let (message, content) = (rendered.message, rendered.message.content)
        return [
            "version": 1, "key": .string(message.key), "deployment": .string(rendered.deployment),
            "incident": .string(message.incident), "kind": .string(message.kind.rawValue),
            "sequence": .integer(message.sequence), "severity": .string(message.severity.rawValue),
            "at": .string(Timestamp.text(message.at)), "teams": JSONValue(message.teams),
            "headline": .string(content.headline), "why": .string(content.why),
            "opened_at": .string(Timestamp.text(content.openedAt)), "owners": JSONValue(content.owners),
            "first_step": .string(content.firstStep), "link": JSONValue(rendered.link),
            "alerts": .array(
                content.alerts.map { alert in
                    var fields: [String: JSONValue] = [
                        "check": .string(alert.check), "subject": .string(alert.subject),
                        "layer": .string(alert.layer.rawValue),
                        "severity": .string(alert.severity.rawValue), "since": .string(Timestamp.text(alert.since)),
                        "resolved_at": JSONValue(alert.resolvedAt.map { Timestamp.text($0) }),
                        "reason": .string(alert.reason),
                        "evidence": .string(alert.evidence),
                    ]
                    if let now = alert.now { fields["now"] = .string(now) }
                    return .object(fields)
                }),
        ]
    }
}
