import Core
import Foundation
import TradingCalendar

/// PagerDuty Events v2: the incident is the deduplication key, so it is one alert there however often it is told.
enum PagerDuty {
    static let standardURL = "https://events.pagerduty.com/v2/enqueue"
    static let maximumSummaryLength = 1_024
    static let maximumAlerts = 100

    /// Bytes of an event as it is sent.
    static let maximumLength = 512 << 10
    private static let maximumOwners = 100

    static func request(_ rendered: RenderedMessage, _ channel: DeliveryChannel) -> OutboundRequest {
        let blocks = rendered.message.content.alerts.map { rendered.block($0).joined(separator: "\n") }
        func event(_ kept: Int) -> JSONValue { PagerDuty.event(rendered, channel, blocks: blocks, kept: kept) }
        // All that is sent beside the alerts, each of which has a comma behind it.
        var room = maximumLength - event(0).compact.utf8.count
        var kept = 0
        while kept < min(blocks.count, maximumAlerts) {
            room -= JSONValue.string(blocks[kept]).compact.utf8.count + 1
            if room < 0 { break }
            kept += 1
        }
        return OutboundRequest(.post, url: channel.optional("url") ?? standardURL, json: event(kept))
    }

    /// PagerDuty answers that it has the event; a login page or a proxy does not.
    static func outcome(_ answer: DeliveryResponse) -> Outcome {
        struct Answer: Decodable { let status: String }
        return answer.outcome(expecting: "{\"status\": \"success\"}, as PagerDuty answers") { text, _ in
            let answer = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8))
            return answer?.status == "success"
        }
    }

    /// - Parameter kept: how many alerts it names.
    private static func event(
        _ rendered: RenderedMessage, _ channel: DeliveryChannel, blocks: [String], kept: Int
    ) -> JSONValue {
        let message = rendered.message
        var event: [String: JSONValue] = [
            "routing_key": .string(channel["routing_key"]), "dedup_key": .string(message.incident),
            "event_action": message.kind == .resolve ? "resolve" : "trigger", "client": "Bellwether",
            "payload": payload(rendered, details: details(rendered, blocks: blocks, kept: kept)),
        ]
        if let link = rendered.link {
            event["client_url"] = .string(link)
            event["links"] = [["href": .string(link), "text": "The incident"]]
        }
        return .object(event)
    }

    private static func payload(_ rendered: RenderedMessage, details: JSONValue) -> JSONValue {
        let message = rendered.message
        let root = message.content.alerts.first
        return [
            "summary": .string(rendered.title.shortened(to: maximumSummaryLength)),
            "source": .string(short(rendered.deployment)),
            "severity": .string(message.severity.rawValue), "timestamp": .string(Timestamp.text(message.at)),
            "class": .string(short(root?.check ?? "")), "component": .string(short(root?.subject ?? "")),
            "custom_details": details,
        ]
    }

    private static func details(_ rendered: RenderedMessage, blocks: [String], kept: Int) -> JSONValue {
        let (message, content) = (rendered.message, rendered.message.content)
        var details: [String: JSONValue] = [
            "why": .string(short(content.why)), "opened_at": .string(Timestamp.text(content.openedAt)),
            "owners": JSONValue(content.owners.prefix(maximumOwners).map(short)),
            "first_step": .string(short(content.firstStep)), "key": .string(message.key),
            "alerts": JSONValue(Array(blocks.prefix(kept))),
        ]
        if blocks.count > kept { details["more_alerts"] = .integer(blocks.count - kept) }
        return .object(details)
    }

    private static func short(_ text: String) -> String { text.shortened(to: RenderedMessage.maximumLineLength) }
}
