package import Alerting

/// A message with what became of it, and the wording that its channel sends.
package struct MessageReport: Sendable {
    package let item: OutboxMessage
    package let rendered: RenderedMessage

    package init(_ item: OutboxMessage, by decider: Decider) {
        self.item = item
        rendered = decider.rendered(item.message)
    }
}
