import Core
import TradingCalendar

/// PagerDuty Events v2: the incident is the deduplication key, so it is one alert there however often it is told.
enum PagerDuty {
    static let standardURL = "https://events.pagerduty.com/v2/enqueue"
    static let maximumSummaryLength = 1_024
    static let maximumAlerts = 100

    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel) -> OutboundRequest {
        let message = rendered.message
        var event: [String: JSONValue] = [
            "routing_key": .string(channel["routing_key"]), "dedup_key": .string(message.incident),
            "event_action": message.kind == .resolve ? "resolve" : "trigger", "client": "Bellwether",
            "payload": payload(rendered),
        ]
        if let link = rendered.link {
            event["client_url"] = .string(link)
            event["links"] = [["href": .string(link), "text": "The incident"]]
        }
        return OutboundRequest(.post, url: channel.optional("url") ?? standardURL, json: .object(event))
    }

    private static func payload(_ rendered: RenderedMessage) -> JSONValue {
        let (message, content) = (rendered.message, rendered.message.content)
        let blocks = content.alerts.map { rendered.block($0).joined(separator: "\n") }
        var details: [String: JSONValue] = [
            "why": .string(content.why), "opened_at": .string(Timestamp.text(content.openedAt)),
            "owners": JSONValue(content.owners),
            "first_step": .string(content.firstStep), "key": .string(message.key),
            "alerts": JSONValue(Array(blocks.prefix(maximumAlerts))),
        ]
        if blocks.count > maximumAlerts { details["more_alerts"] = .integer(blocks.count - maximumAlerts) }
        return [
            "summary": .string(rendered.title.shortened(to: maximumSummaryLength)),
            "source": .string(rendered.deployment),
            "severity": .string(message.severity.rawValue), "timestamp": .string(Timestamp.text(message.at)),
            "class": .string(content.alerts.first?.check ?? ""),
            "component": .string(content.alerts.first?.subject ?? ""), "custom_details": .object(details),
        ]
    }
}
