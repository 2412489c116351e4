package import Foundation

/// Chooses the next message of a channel among those that wait there in the order in which they were written.
package enum ChannelQueue {
    /// Only the first message of each incident can be next: the first of these that is due, else the one that is due
    /// soonest.
    package static func next(_ pending: [OutboxMessage], at now: Date) -> OutboxMessage? {
        var incidents = Set<String>()
        let first = pending.filter { incidents.insert($0.message.incident).inserted }
        return first.first { ($0.delivery.next ?? now) <= now }
            ?? first.min { ($0.delivery.next ?? now) < ($1.delivery.next ?? now) }
    }

    /// Heartbeats behind which a newer one stands.
    /// - Parameter waiting: those of a channel that wait or are dead letters.
    package static func overtaken(_ waiting: [OutboxMessage]) -> [OutboxMessage] {
        let beats = waiting.filter { $0.message.kind == .heartbeat && $0.delivery.leasedAt == nil }
        return Array(beats.dropLast())
    }
}
