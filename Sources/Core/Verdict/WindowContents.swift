/// The contents of a window beside the rows that a value rests on.
package struct WindowContents: Equatable, Sendable {
    /// Sessions without a row; nil where the rows are predictions.
    package var absentSessions: Int?
    /// Predictions of the window by the state of their label; nil where there are none.
    package var labels: LabelCounts?
    /// Predictions and labels that cannot be used; nil where that was not counted.
    package var rejections: Int?
    /// Sessions that count as one row each, since some have several; nil where each row is by itself.
    package var resampledSessions: Int?
    /// The first of the rejections, with their reasons.
    package var firstRejections: [Ledger.Rejection] = []

    package init() {}
}
