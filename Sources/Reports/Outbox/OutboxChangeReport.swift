/// Messages that a person changed, and those that were settled because of it.
package struct OutboxChangeReport: Sendable {
    package let messages: [MessageReport]

    package init(_ messages: [MessageReport]) { self.messages = messages }
}
