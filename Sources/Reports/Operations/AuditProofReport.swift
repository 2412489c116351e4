/// The result of verifying the audit.
package struct AuditProofReport: Sendable {
    package let rows: Int
    /// The hash of the last row.
    package let head: String?
    /// nil where the audit is whole.
    package let fault: String?

    package init(rows: Int, head: String?, fault: String?) {
        self.rows = rows
        self.head = head
        self.fault = fault
    }
}
