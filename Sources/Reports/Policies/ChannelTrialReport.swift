/// The test messages that were sent through channels, and what became of each.
package struct ChannelTrialReport: Sendable {
    package struct Entry: Sendable {
        package let channel: String
        /// The kind of channel.
        package let kind: String
        /// The kind of message.
        package let message: String
        package let isDelivered: Bool
        /// The reason why it was not delivered; empty where it was.
        package let reason: String
        /// The receiver's name for it; nil where it gave none.
        package let receipt: String?

        package init(
            channel: String, kind: String, message: String, isDelivered: Bool, reason: String, receipt: String?
        ) {
            self.channel = channel
            self.kind = kind
            self.message = message
            self.isDelivered = isDelivered
            self.reason = reason
            self.receipt = receipt
        }
    }

    package let entries: [Entry]

    package init(entries: [Entry]) { self.entries = entries }

    package var isDelivered: Bool { entries.allSatisfy(\.isDelivered) }
}
