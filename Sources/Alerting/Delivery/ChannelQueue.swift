package import Foundation

/// What is to be sent on a channel next.
package enum ChannelQueue {
    package enum Next: Equatable, Sendable {
        case send(OutboxMessage)
        /// Nothing before this instant.
        case wait(Date)
        case empty
    }

    /// - Parameters:
    ///   - pending: the channel's messages that are to be sent, in the order in which they were written.
    ///   - heldUntil: nothing of the channel is sent before this.
    package static func next(_ pending: [OutboxMessage], heldUntil: Date?, at now: Date) -> Next {
        // Each incident's messages in their order: only the first can be next.
        var incidents = Set<String>()
        let first = pending.filter { incidents.insert($0.message.incident).inserted }
        guard !first.isEmpty else { return .empty }
        if let heldUntil, heldUntil > now { return .wait(heldUntil) }
        if let due = first.first(where: { ($0.delivery.next ?? now) <= now }) { return .send(due) }
        return .wait(first.compactMap(\.delivery.next).min() ?? now)
    }

    /// Heartbeats behind which a newer one stands.
    package static func overtaken(_ pending: [OutboxMessage]) -> [OutboxMessage] {
        let beats = pending.filter { $0.message.kind == .heartbeat && $0.delivery.leasedAt == nil }
        return Array(beats.dropLast())
    }
}
