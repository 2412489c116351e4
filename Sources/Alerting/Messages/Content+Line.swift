package import Core
package import Foundation

extension Message.Content {
    /// One alert in a message.
    package struct Line: Equatable, Sendable {
        package let check: String
        package let subject: String
        package let layer: Layer
        package let severity: Severity
        package let since: Date
        package let resolvedAt: Date?
        /// Value against threshold, in words: as it is now, or of an alert that has resolved, as it was.
        package let reason: String
        /// The evidence, in one line.
        package let evidence: String
        /// The present state, in words, once the alert has resolved.
        package let now: String?

        package init(
            check: String, subject: String, layer: Layer, severity: Severity, since: Date, resolvedAt: Date?,
            reason: String, evidence: String, now: String? = nil
        ) {
            self.check = check
            self.subject = subject
            self.layer = layer
            self.severity = severity
            self.since = since
            self.resolvedAt = resolvedAt
            self.reason = reason
            self.evidence = evidence
            self.now = now
        }
    }
}
