package import Alerting
package import Core
import Foundation
import PolicyFile
package import TradingCalendar

/// Messages with what became of them: `bellwether outbox list`.
package struct OutboxView {
    private let items: [OutboxMessage]
    private let zone: ExchangeZone

    /// - Parameter zone: of the times that people read.
    package init(_ items: [OutboxMessage], zone: ExchangeZone) {
        self.items = items
        self.zone = zone
    }

    package var json: JSONValue { ["messages": .array(items.map { .object($0.fields) })] }

    package var text: String {
        guard !items.isEmpty else { return "no message\n" }
        let rows =
            [["written", "state", "attempts", "next", "key", "why"]]
            + items.map { item in
                let delivery = item.delivery
                return [
                    zone.text(item.message.at), item.state.rawValue, "\(delivery.attempts)",
                    item.state == .pending ? delivery.next.map(zone.text) ?? "at once" : "–",
                    item.message.key, delivery.reason,
                ]
            }
        return TextTable(rows, left: 6).lines.joined(separator: "\n") + "\n"
    }
}

extension OutboxMessage {
    fileprivate var fields: [String: JSONValue] {
        let content = message.content
        func instant(_ date: Date?) -> JSONValue { JSONValue(date.map { Timestamp.text($0) }) }
        return [
            "key": .string(message.key), "incident": .string(message.incident), "channel": .string(message.channel),
            "kind": .string(message.kind.rawValue), "teams": JSONValue(message.teams),
            "at": .string(Timestamp.text(message.at)), "severity": .string(message.severity.rawValue),
            "headline": .string(content.headline), "why": .string(content.why), "owners": JSONValue(content.owners),
            "first_step": .string(content.firstStep),
            "state": .string(state.rawValue), "attempts": .integer(delivery.attempts),
            "first_attempt": instant(delivery.firstAttempt),
            "next_attempt": state == .pending ? instant(delivery.next) : .null,
            "settled_at": instant(delivery.settledAt), "reason": .string(delivery.reason),
        ]
    }
}

extension Policy {
    /// Messages with the text that people read.
    package func json(_ items: [OutboxMessage]) -> JSONValue {
        .array(
            items.map { item in
                let rendered = decider.rendered(item.message)
                var fields = item.fields
                fields["text"] = JSONValue([rendered.title] + rendered.bodyLines)
                return .object(fields)
            })
    }
}
