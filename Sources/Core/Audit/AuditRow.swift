import TradingCalendar

/// An entry in its place in the audit: each row holds the hash of the one before, so none can be changed or taken out
/// unseen.
package struct AuditRow: Equatable, Sendable {
    /// From 1.
    package let sequence: Int
    package let entry: AuditEntry
    /// The hash of the row before; of the first row 64 zeros. 64 hexadecimal digits.
    package let previous: String
    package let hash: String

    package static let beginning = String(repeating: "0", count: 64)

    /// The row that follows one with this hash.
    package init(_ entry: AuditEntry, sequence: Int, previous: String) {
        self.init(
            entry, sequence: sequence, previous: previous,
            hash: AuditRow.hash(entry, sequence: sequence, previous: previous))
    }

    /// A row as it was kept, which may not be true.
    package init(_ entry: AuditEntry, sequence: Int, previous: String, hash: String) {
        self.sequence = sequence
        self.entry = entry
        self.previous = previous
        self.hash = hash
    }

    /// SHA-256 of the eight fields as lines.
    private static func hash(_ entry: AuditEntry, sequence: Int, previous: String) -> String {
        let lines = [
            previous, String(sequence), Timestamp.text(entry.at), entry.kindText, entry.incident, entry.check,
            entry.subject, entry.text,
        ]
        return Digest.sha256(lines.joined(separator: "\n")).hexadecimal
    }

    /// The fault of the row where it stands; nil when it is as it was written.
    package func fault(after previous: AuditRow?) -> String? {
        let expected = (previous?.sequence ?? 0) + 1
        if sequence != expected { return "row \(expected) is not there; row \(sequence) follows" }
        if self.previous != previous?.hash ?? AuditRow.beginning {
            return "row \(sequence) does not follow the row before it: one of the two was changed"
        }
        if hash != AuditRow.hash(entry, sequence: sequence, previous: self.previous) {
            return "row \(sequence) was changed after it was written"
        }
        return nil
    }
}
