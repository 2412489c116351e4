package import Reports

/// A part of the audit.
package struct AuditPage: Sendable {
    package let rows: AuditReport
    /// The row after which the next page begins; nil where there is none.
    package let next: Int?
}
