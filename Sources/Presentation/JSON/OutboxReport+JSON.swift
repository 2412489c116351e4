package import Alerting
package import Core
package import Reports

extension OutboxReport: JSONConvertible {
    package var json: JSONValue { .fields(["messages": messages]) }
}

extension OutboxMessage: JSONConvertible {
    package var json: JSONValue {
        let content = message.content
        return .fields([
            "key": message.key, "incident": message.incident, "channel": message.channel,
            "kind": message.kind.rawValue, "teams": message.teams, "at": message.at, "severity": message.severity,
            "headline": content.headline, "why": content.why, "owners": content.owners,
            "first_step": content.firstStep, "state": state.rawValue, "attempts": delivery.attempts,
            "first_attempt": delivery.firstAttempt, "next_attempt": state == .pending ? delivery.next : nil,
            "settled_at": delivery.settledAt, "reason": delivery.reason,
        ])
    }
}

extension MessageReport: JSONConvertible {
    package var json: JSONValue { item.json.adding(["text": [rendered.title] + rendered.bodyLines]) }
}

extension SentMessagesReport: JSONConvertible {
    package var json: JSONValue { .fields(["messages": messages, "undelivered": undelivered]) }
}

extension OutboxChangeReport: JSONConvertible {
    package var json: JSONValue { .fields(["messages": messages, "undelivered": undelivered]) }
}
