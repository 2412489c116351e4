package import Alerting
package import Core
package import Engine
package import Foundation
package import TradingCalendar

/// The decisions of one run of ticks.
package struct TickReport: Sendable {
    package let deployment: String
    /// The zone of the times that people read.
    package let zone: ExchangeZone
    /// True if messages are sent; those of the past are withheld.
    package let isSending: Bool
    package private(set) var instants: [Date] = []
    package private(set) var opened = 0
    package private(set) var resolved = 0
    /// The messages that these ticks wrote.
    package private(set) var messages: [Message] = []
    package private(set) var worst: Verdict?
    /// The fate of messages: of these ticks, and of earlier ones that were sent now.
    package var outbox: [MessageReport] = []
    /// The matters that a person has to look after; nil where nothing is sent.
    package var undelivered: UndeliveredReport?

    package init(deployment: String, zone: ExchangeZone, isSending: Bool) {
        self.deployment = deployment
        self.zone = zone
        self.isSending = isSending
    }

    /// - Returns: the messages that the tick wrote.
    @discardableResult
    package mutating func add(_ tick: Tick) -> [Message] {
        let decision = tick.decision
        instants.append(decision.at)
        opened += decision.incidents.count { $0.openedAt == decision.at }
        resolved += decision.incidents.count { $0.state.resolvedAt == decision.at }
        messages += decision.messages
        worst = Verdict.worst(of: [worst, tick.worst].compactMap { $0 })
        return decision.messages
    }
}
