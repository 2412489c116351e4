import Core
import TradingCalendar

/// PagerDuty Events v2: the incident is the deduplication key, so it is one alert there however often it is told.
enum PagerDuty {
    static let standardURL = "https://events.pagerduty.com/v2/enqueue"
    static let longestSummary = 1_024
    static let mostAlerts = 100

    static func request(_ letter: Letter, _ channel: Channel) -> HTTPRequest {
        let message = letter.message
        var event: [String: JSONValue] = [
            "routing_key": .string(channel["routing_key"]), "dedup_key": .string(message.incident),
            "event_action": message.kind == .resolve ? "resolve" : "trigger", "client": "Bellwether",
            "payload": payload(letter),
        ]
        if let link = letter.link {
            event["client_url"] = .string(link)
            event["links"] = [["href": .string(link), "text": "The incident"]]
        }
        return HTTPRequest(.post, channel.optional("url") ?? standardURL, json: .object(event))
    }

    private static func payload(_ letter: Letter) -> JSONValue {
        let (message, content) = (letter.message, letter.message.content)
        let blocks = content.alerts.map { letter.block($0).joined(separator: "\n") }
        var details: [String: JSONValue] = [
            "why": .string(content.why), "opened_at": .string(content.openedAt), "owners": JSONValue(content.owners),
            "first_step": .string(content.firstStep), "key": .string(message.key),
            "alerts": JSONValue(Array(blocks.prefix(mostAlerts))),
        ]
        if blocks.count > mostAlerts { details["more_alerts"] = .integer(blocks.count - mostAlerts) }
        return [
            "summary": .string(letter.title.shortened(to: longestSummary)), "source": .string(letter.deployment),
            "severity": .string(message.severity.rawValue), "timestamp": .string(Timestamp.text(message.at)),
            "class": .string(content.alerts.first?.check ?? ""),
            "component": .string(content.alerts.first?.subject ?? ""), "custom_details": .object(details),
        ]
    }
}
