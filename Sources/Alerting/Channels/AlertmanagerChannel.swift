import Core
import Foundation
import TradingCalendar

/// Prometheus Alertmanager, API v2. What it takes for the same alert is what has the same labels.
enum AlertmanagerChannel {
    static let longestBody = 10_000
    private static let day: TimeInterval = 86_400

    /// - Parameter sentAt: Alertmanager lets alerts end by itself, so one that fires ends long after its sending.
    static func request(_ letter: Letter, _ channel: Channel, sentAt: Date) -> HTTPRequest {
        let base = channel["url"]
        return HTTPRequest(
            .post, "\(base.hasSuffix("/") ? String(base.dropLast()) : base)/api/v2/alerts",
            json: .array(alerts(letter, sentAt: sentAt)))
    }

    private static func alerts(_ letter: Letter, sentAt: Date) -> [JSONValue] {
        let message = letter.message
        let openedAt = Timestamp.parse(message.content.openedAt) ?? message.at
        func alert(_ severity: Severity, until: Date) -> JSONValue {
            element(
                letter,
                [
                    "alertname": "BellwetherIncident", "incident": .string(message.incident),
                    "severity": .string(severity.rawValue), "deployment": .string(letter.deployment),
                ], from: openedAt, until: until)
        }
        switch message.kind {
        case .heartbeat:
            return [
                element(
                    letter, ["alertname": "BellwetherHeartbeat", "deployment": .string(letter.deployment)],
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
        _ letter: Letter, _ labels: [String: JSONValue], from: Date, until: Date
    ) -> JSONValue {
        let annotations = [
            "summary": letter.title, "description": letter.body(limit: longestBody), "owner": letter.owners,
            "first_step": letter.message.content.firstStep, "key": letter.message.key,
        ].filter { !$0.value.isEmpty }
        var element: [String: JSONValue] = [
            "labels": .object(labels), "annotations": .object(annotations.mapValues(JSONValue.string)),
            "startsAt": .string(Timestamp.text(from)), "endsAt": .string(Timestamp.text(until)),
        ]
        element["generatorURL"] = letter.link.map(JSONValue.string)
        return .object(element)
    }
}
