package import Core

/// The rows that a rule will judge, and how often its history passed a limit: what doubts about it rest on.
package struct RuleSample: Sendable {
    /// Rows of the window, or pairs of a ledger.
    package let window: Int
    /// Rows of the baseline; nil where there is none.
    package let baseline: Int?
    /// Sessions of the history; nil where it cannot be read.
    package let history: Int?
    /// True if few days of the history passed a limit; where there is no history, of any.
    package let isRare: @Sendable (Threshold) -> Bool

    package init(
        window: Int, baseline: Int?, history: Int? = nil,
        isRare: @escaping @Sendable (Threshold) -> Bool = { _ in true }
    ) {
        self.window = window
        self.baseline = baseline
        self.history = history
        self.isRare = isRare
    }

    /// True if a window of so many sessions lies inside the history, as far as that is known.
    package func holds(sessions: Int) -> Bool { history.map { sessions <= $0 } ?? true }
}
