package import Alerting
package import Core

/// Messages that nobody gets unless a person does something, and channels that nothing can be sent on.
package struct UndeliveredReport: Sendable {
    /// Dead letters to one channel.
    package struct DeadLetters: Sendable {
        package let channel: String
        package let keys: [String]
        package let incidents: [String]
        /// The reason of the latest.
        package let reason: String
    }

    package let dead: [DeadLetters]
    package let unconfigured: [DeliveryChannel.MissingSettings]
    package let policyPath: String
    package let command: PrintedCommand

    package var isEmpty: Bool { dead.isEmpty && unconfigured.isEmpty }
    package var count: Int { dead.reduce(0) { $0 + $1.keys.count } }

    /// - Parameters:
    ///   - dead: the dead letters, in the order in which they were written.
    ///   - unconfigured: channels without a setting that they need.
    package init(
        dead: [OutboxMessage], unconfigured: [DeliveryChannel.MissingSettings], policyPath: String,
        command: PrintedCommand
    ) {
        self.dead = Dictionary(grouping: dead, by: \.message.channel).sorted { $0.key < $1.key }.map { name, items in
            let messages = items.map(\.message)
            return DeadLetters(
                channel: name, keys: messages.map(\.key),
                incidents: Set(messages.filter { $0.kind != .heartbeat }.map(\.incident)).sorted(),
                reason: items.last?.delivery.reason ?? "")
        }
        self.unconfigured = unconfigured
        self.policyPath = policyPath
        self.command = command
    }
}
