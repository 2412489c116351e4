/// The result of verifying the audit.
package struct AuditProof: Sendable {
    package let rows: Int
    /// The hash of the last row.
    package let head: String?
    /// nil where the audit is whole.
    package let fault: String?
}
