package import Alerting
package import Core
import Foundation
import Presentation
package import TradingCalendar

/// What ticks did: `bellwether tick`.
package struct TickReport {
    private let deployment: String
    private let zone: ExchangeZone
    private var instants: [Date] = []
    private var opened = 0
    private var resolved = 0
    private var messages: [Message] = []
    private var worst: Verdict?

    package init(_ policy: Policy) {
        deployment = policy.deployment
        zone = policy.calendar.zone
    }

    package mutating func add(_ tick: Tick) {
        instants.append(tick.decision.at)
        opened += tick.decision.incidents.count { $0.openedAt == tick.decision.at }
        resolved += tick.decision.incidents.count { $0.state.resolvedAt == tick.decision.at }
        messages += tick.decision.messages
        worst = Verdict.worst(of: [worst, tick.worst].compactMap { $0 })
    }

    package var isEmpty: Bool { instants.isEmpty }

    /// A message as people read it.
    package static func text(_ message: Message, zone: ExchangeZone) -> String {
        let team = message.teams.isEmpty ? "" : " for \(message.teams.joined(separator: " and "))"
        let head = "\(zone.text(message.at)) · \(message.channel)\(team) · \(message.kind.rawValue)"
        return ([head.printable] + message.lines(zone: zone).map { "    \($0.printable)" }).joined(separator: "\n")
            + "\n"
    }

    /// What was done, in a line or two.
    /// - Parameter isSent: whether messages are sent.
    package func summary(isSent: Bool) -> String {
        guard let first = instants.first, let end = instants.last else { return "" }
        let span = first == end ? "at \(zone.text(end))" : "from \(zone.text(first)) to \(zone.text(end))"
        let fate = isSent || messages.isEmpty ? "" : ", withheld: of the past nothing is sent without --deliver"
        return
            "\(deployment): \(instants.count.counted("tick")) \(span): \(opened.counted("incident")) opened, \(resolved) resolved, \(messages.count.counted("message"))\(fate); worst verdict: \(worst?.rawValue ?? "none")\n"
    }

    /// - Parameter sent: messages that are to be sent now, also those of runs before that did not come to it.
    package func json(sent: [Message]) -> JSONValue {
        let keys = Set(sent.map(\.key))
        let withheld = messages.filter { !keys.contains($0.key) }
        return [
            "deployment": .string(deployment), "ticks": .integer(instants.count),
            "from": JSONValue(instants.first.map { Timestamp.text($0) }),
            "to": JSONValue(instants.last.map { Timestamp.text($0) }),
            "incidents_opened": .integer(opened), "incidents_resolved": .integer(resolved),
            "worst": JSONValue(worst?.rawValue),
            "messages": .array(
                sent.map { $0.json(zone: zone, state: .delivered) }
                    + withheld.map { $0.json(zone: zone, state: .withheld) }),
        ]
    }
}

extension Message {
    /// - Parameter zone: of the times in its text.
    package func json(zone: ExchangeZone, state: OutboxState) -> JSONValue {
        [
            "key": .string(key), "incident": .string(incident), "channel": .string(channel),
            "kind": .string(kind.rawValue), "teams": JSONValue(teams), "at": .string(Timestamp.text(at)),
            "severity": .string(severity.rawValue), "headline": .string(content.headline),
            "why": .string(content.why), "owners": JSONValue(content.owners),
            "first_step": .string(content.firstStep), "text": JSONValue(lines(zone: zone)),
            "state": .string(state.rawValue),
        ]
    }
}
