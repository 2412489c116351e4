/// Messages that a person changed, and those that were settled because of it.
package struct OutboxChangeReport: Sendable {
    package let messages: [MessageReport]
    package let undelivered: UndeliveredReport

    package init(_ messages: [MessageReport], undelivered: UndeliveredReport) {
        self.messages = messages
        self.undelivered = undelivered
    }
}
