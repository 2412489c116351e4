package import Alerting
package import Core
package import Engine
import Foundation
package import PolicyFile
import TradingCalendar

/// What ticks did: `bellwether tick`.
package struct TickReport {
    private let policy: Policy
    private var instants: [Date] = []
    private var opened = 0
    private var resolved = 0
    private var messages: [Message] = []
    private var worst: Verdict?

    package init(_ policy: Policy) { self.policy = policy }

    package mutating func add(_ tick: Tick) {
        instants.append(tick.decision.at)
        opened += tick.decision.incidents.count { $0.openedAt == tick.decision.at }
        resolved += tick.decision.incidents.count { $0.state.resolvedAt == tick.decision.at }
        messages += tick.decision.messages
        worst = Verdict.worst(of: [worst, tick.worst].compactMap { $0 })
    }

    package var isEmpty: Bool { instants.isEmpty }

    /// What was done, in a line or two.
    /// - Parameter isSent: whether messages are sent.
    package func summary(isSent: Bool) -> String {
        let (zone, deployment) = (policy.calendar.zone, policy.deployment)
        guard let first = instants.first, let end = instants.last else { return "" }
        let span = first == end ? "at \(zone.text(end))" : "from \(zone.text(first)) to \(zone.text(end))"
        let fate = isSent || messages.isEmpty ? "" : ", withheld: of the past nothing is sent without --deliver"
        return
            "\(deployment): \(instants.count.counted("tick")) \(span): \(opened.counted("incident")) opened, \(resolved) resolved, \(messages.count.counted("message"))\(fate); worst verdict: \(worst?.rawValue ?? "none")\n"
    }

    /// - Parameter outbox: what became of messages: of these ticks, and of those before that were sent now.
    package func json(_ outbox: [OutboxMessage]) -> JSONValue {
        [
            "deployment": .string(policy.deployment), "ticks": .integer(instants.count),
            "from": JSONValue(instants.first.map { Timestamp.text($0) }),
            "to": JSONValue(instants.last.map { Timestamp.text($0) }),
            "incidents_opened": .integer(opened), "incidents_resolved": .integer(resolved),
            "worst": JSONValue(worst?.rawValue), "messages": policy.json(outbox),
        ]
    }

    /// The messages that these ticks wrote, by their keys.
    package var keys: [String] { messages.map(\.key) }
}

extension Policy {

    /// A message as people read it.
    package func text(_ message: Message) -> String {
        let team = message.teams.isEmpty ? "" : " for \(message.teams.joined(separator: " and "))"
        let head = "\(calendar.zone.text(message.at)) · \(message.channel)\(team) · \(message.kind.rawValue)"
        let rendered = decider.rendered(message)
        return ([head.printable] + ([rendered.title] + rendered.bodyLines).map { "    \($0.printable)" })
            .joined(separator: "\n") + "\n"
    }
}
