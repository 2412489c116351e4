import Alerting

/// The messages that one run settled.
package struct SentMessagesReport: Sendable {
    package let messages: [MessageReport]

    package init(_ messages: [MessageReport]) { self.messages = messages }

    package var delivered: Int { messages.count { $0.item.state == .delivered } }
}
