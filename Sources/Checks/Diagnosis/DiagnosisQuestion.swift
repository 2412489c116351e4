/// The question of a diagnosis: all columns of a source in the same window, against the same baseline.
package struct DiagnosisQuestion: Sendable {
    /// The numeric columns, in the order of the contract.
    package let columns: [String]
    /// Sessions of the window.
    package let window: Int
    package let baseline: BaselineRule
    /// Checks of the relation between columns.
    package let relations: [CheckRule]
    /// True if a row has the row before it: not where several rows share a session.
    package let hasChanges: Bool

    package static let standardWindow = 63

    package init(
        columns: [String], window: Int, baseline: BaselineRule, relations: [CheckRule], hasChanges: Bool = true
    ) {
        self.columns = columns
        self.window = window
        self.baseline = baseline
        self.relations = relations
        self.hasChanges = hasChanges
    }

    var span: WindowSpan { WindowSpan(length: window, baseline: baseline) }
}
