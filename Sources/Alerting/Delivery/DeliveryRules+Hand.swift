package import Foundation

/// Changes that people make to messages.
extension DeliveryRules {
    static let orphaned = "its fire is a dead letter"
    /// The reason why a dead letter stays dead: a later message to the same channel stands behind it.
    package static let superseded = "a later message says it"

    /// - Parameter reason: why it is not sent.
    package static func dropped(_ item: OutboxMessage, _ reason: String, at now: Date) -> OutboxMessage {
        var item = item
        item.state = .dropped
        item.delivery.leasedAt = nil
        item.delivery.next = nil
        item.delivery.reason = reason
        item.delivery.settledAt = now
        return item
    }

    /// The messages that wait for a fire, and share its fate.
    package static func orphans(of item: OutboxMessage, among others: [OutboxMessage]) -> [OutboxMessage] {
        guard item.message.kind == .fire else { return [] }
        return others.filter { other in
            other.message.kind != .fire && other.message.incident == item.message.incident
                && other.message.channel == item.message.channel
        }
    }

    package static func orphan(_ item: OutboxMessage, at now: Date) -> OutboxMessage {
        dropped(item, orphaned, at: now)
    }

    package static func isOrphan(_ item: OutboxMessage) -> Bool {
        item.state == .dropped && (item.delivery.reason == orphaned || item.delivery.reason.isEmpty)
    }

    /// To be sent at once, as if it had not been tried; what may have arrived is still looked for.
    package static func requeued(_ item: OutboxMessage) -> OutboxMessage {
        var delivery = OutboxMessage.Delivery()
        delivery.unclearSince = item.delivery.unclearSince
        return OutboxMessage(item.message, state: .pending, delivery: delivery)
    }
}
