import Core
import Foundation
import TradingCalendar

/// Prometheus Alertmanager, API v2. What it takes for the same alert is what has the same labels.
enum AlertmanagerChannel {
    static let maximumBodyLength = 10_000
    private static let day: TimeInterval = 86_400

    /// - Parameter sentAt: Alertmanager lets alerts end by itself, so one that fires ends long after its sending.
    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel, sentAt: Date) -> OutboundRequest {
        OutboundRequest(
            .post, url: "\(channel["url"].withoutTrailingSlash)/api/v2/alerts", headers: channel.headers,
            json: .array(alerts(rendered, sentAt: sentAt)))
    }

    /// Alertmanager answers nothing, or JSON; a login page or a proxy does not.
    static func outcome(_ answer: DeliveryResponse) -> Outcome {
        answer.outcome(expecting: "what Alertmanager answers") { text, _ in
            text.isEmpty || (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
        }
    }

    private static func alerts(_ rendered: RenderedMessage, sentAt: Date) -> [JSONValue] {
        let message = rendered.message
        func alert(_ severity: Severity, until: Date) -> JSONValue {
            element(
                rendered,
                [
                    "alertname": "BellwetherIncident", "incident": .string(message.incident),
                    "severity": .string(severity.rawValue), "deployment": .string(rendered.deployment),
                ], from: message.content.openedAt, until: until)
        }
        switch message.kind {
        case .heartbeat:
            return [
                element(
                    rendered, ["alertname": "BellwetherHeartbeat", "deployment": .string(rendered.deployment)],
                    from: message.at, until: sentAt.addingTimeInterval(5 * day))
            ]
        case .fire: return [alert(message.severity, until: sentAt.addingTimeInterval(365 * day))]
        case .update:
            let now = alert(message.severity, until: sentAt.addingTimeInterval(365 * day))
            return message.severity == .critical ? [now, alert(.warning, until: message.at)] : [now]
        case .resolve: return [alert(.critical, until: message.at), alert(.warning, until: message.at)]
        }
    }

    private static func element(
        _ rendered: RenderedMessage, _ labels: [String: JSONValue], from: Date, until: Date
    ) -> JSONValue {
        let annotations = [
            "summary": rendered.title, "description": rendered.body(limit: maximumBodyLength), "owner": rendered.owners,
            "first_step": rendered.message.content.firstStep, "key": rendered.message.key,
        ].filter { !$0.value.isEmpty }.mapValues { $0.shortened(to: maximumBodyLength) }
        var element: [String: JSONValue] = [
            "labels": .object(labels), "annotations": .object(annotations.mapValues(JSONValue.string)),
            "startsAt": .string(Timestamp.text(from)), "endsAt": .string(Timestamp.text(until)),
        ]
        element["generatorURL"] = rendered.link.map(JSONValue.string)
        return .object(element)
    }
}
