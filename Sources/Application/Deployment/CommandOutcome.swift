import Core

/// The results of a command.
package struct CommandOutcome: Sendable {
    /// A line for each thing that was done, as the audit records it.
    package let done: [String]
    /// The keys of messages that were written.
    package let messages: [String]

    init(_ audit: [AuditEntry], messages: [String] = []) {
        done = audit.map { "\($0.kindText): \($0.text)" }
        self.messages = messages
    }
}
