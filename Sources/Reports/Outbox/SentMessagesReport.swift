import Alerting

/// The messages that one run settled.
package struct SentMessagesReport: Sendable {
    package let messages: [MessageReport]
    package let undelivered: UndeliveredReport

    package init(_ messages: [MessageReport], undelivered: UndeliveredReport) {
        self.messages = messages
        self.undelivered = undelivered
    }

    package var delivered: Int { messages.count { $0.item.state == .delivered } }
}
