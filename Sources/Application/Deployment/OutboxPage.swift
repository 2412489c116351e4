package import Reports

/// A part of the outbox.
package struct OutboxPage: Sendable {
    package let messages: OutboxReport
    /// The key of the message after which the next page begins; nil where there is none.
    package let next: String?
    package let undelivered: UndeliveredReport
}
