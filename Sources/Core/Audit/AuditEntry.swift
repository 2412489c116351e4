package import Foundation

/// One thing that happened, or did not, with its reason in words.
package struct AuditEntry: Equatable, Sendable {
    package let at: Date
    /// The text of the kind: a word or two, such as `fired` or `not told`.
    package let kindText: String
    /// The incident that it belongs to; empty for none.
    package let incident: String
    /// The alert that it is about; both empty for none.
    package let check: String
    package let subject: String
    package let text: String

    /// nil where the row was changed after it was written.
    package var kind: AuditKind? { AuditKind(rawValue: kindText) }

    /// Line breaks become spaces: the chain is made of lines.
    package init(
        at: Date, kind: AuditKind, incident: String = "", check: String = "", subject: String = "", text: String
    ) {
        func line(_ text: String) -> String {
            text.contains { $0.isNewline || $0 == "\0" }
                ? text.split { $0.isNewline || $0 == "\0" }.joined(separator: " ") : text
        }
        self.init(
            stored: at, kind: kind.rawValue, incident: line(incident), check: line(check), subject: line(subject),
            text: line(text))
    }

    /// An entry as it was kept, which may not be as it was written.
    package init(stored at: Date, kind: String, incident: String, check: String, subject: String, text: String) {
        self.at = at
        kindText = kind
        self.incident = incident
        self.check = check
        self.subject = subject
        self.text = text
    }
}
