package import Foundation

/// What is to be sent on a channel next, of what waits there in the order in which it was written.
package enum ChannelQueue {
    /// Of each incident only the first message can be next: of these the first that is due, else the one that is due soonest.
    package static func next(_ pending: [OutboxMessage], at now: Date) -> OutboxMessage? {
        var incidents = Set<String>()
        let first = pending.filter { incidents.insert($0.message.incident).inserted }
        return first.first { ($0.delivery.next ?? now) <= now }
            ?? first.min { ($0.delivery.next ?? now) < ($1.delivery.next ?? now) }
    }

    /// Heartbeats behind which a newer one stands.
    package static func overtaken(_ pending: [OutboxMessage]) -> [OutboxMessage] {
        let beats = pending.filter { $0.message.kind == .heartbeat && $0.delivery.leasedAt == nil }
        return Array(beats.dropLast())
    }
}
