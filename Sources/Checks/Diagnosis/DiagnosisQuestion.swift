import Core
import TradingCalendar

/// What a diagnosis looks at: all columns of a source in the same window, against the same baseline.
package struct DiagnosisQuestion: Sendable {
    /// The numeric columns, in the order of the contract.
    package let columns: [String]
    /// Sessions of the window.
    package let window: Int
    package let baseline: BaselineRule
    /// Checks of the relation between columns.
    package let relations: [CheckRule]
    /// Whether a row has the row before it: not where several rows share a session.
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

    /// The rule that measures PSI of one series in that window.
    func rule(_ series: CheckRule.Series, _ source: String) -> CheckRule? {
        CheckCatalog["psi"].map { psi in
            CheckRule(
                name: "diagnosis", metric: psi, source: source, subjects: [.series(series)], window: window,
                warning: nil, critical: nil, judgesByEvidence: false, isRelative: false, cadence: .session,
                persistence: .sessions(1),
                baseline: baseline, reference: nil, missingAsBin: false, owner: [], runbook: "", currency: nil,
                clear: nil, node: PolicyNode(.null, path: "", line: 0, column: 0))
        }
    }
}
