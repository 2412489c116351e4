package import Alerting
package import Foundation

/// A query of messages: those for which all conditions hold, in the order in which they were written.
package struct OutboxQuery: Equatable, Sendable {
    package var keys: Set<String>?
    package var incidents: Set<String>?
    package var states: Set<OutboxState>
    package var channel: String?
    /// Only messages that are being sent.
    package var isLeased: Bool
    /// Only messages that were settled at this instant or later.
    package var settledSince: Date?
    /// The key of the message after which they are wanted.
    package var after: String?
    package var limit: Int?

    package init(
        keys: Set<String>? = nil, incidents: Set<String>? = nil, states: Set<OutboxState> = Set(OutboxState.allCases),
        channel: String? = nil, isLeased: Bool = false, settledSince: Date? = nil, after: String? = nil,
        limit: Int? = nil
    ) {
        self.keys = keys
        self.incidents = incidents
        self.states = states
        self.channel = channel
        self.isLeased = isLeased
        self.settledSince = settledSince
        self.after = after
        self.limit = limit
    }

    /// Tells if a message is wanted, apart from ``after`` and ``limit``.
    func matches(_ item: OutboxMessage) -> Bool {
        let message = item.message
        // A heartbeat belongs to no incident.
        let isOfIncident = incidents.map { message.kind != .heartbeat && $0.contains(message.incident) } ?? true
        let isRecent = settledSince.map { since in item.delivery.settledAt.map { $0 >= since } ?? false } ?? true
        return isOfIncident && isRecent && keys?.contains(message.key) ?? true && states.contains(item.state)
            && channel.map { $0 == message.channel } ?? true && (!isLeased || item.delivery.leasedAt != nil)
    }
}
