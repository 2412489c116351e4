package import TradingCalendar

/// Labels that are due and absent, and everything else that did not match.
package struct MissingLabelDetails: Equatable, Sendable {
    /// The labels of the whole ledger.
    package let labelsOfAll: LabelCounts
    package let sessionsWithoutPrediction: Int
    /// Sessions of the last missing labels, the latest last.
    package let missingSessions: [Day]
    package let labelsWithoutPrediction: Int
    package let firstRejections: [Ledger.Rejection]

    package init(
        labelsOfAll: LabelCounts, sessionsWithoutPrediction: Int, missingSessions: [Day], labelsWithoutPrediction: Int,
        firstRejections: [Ledger.Rejection]
    ) {
        self.labelsOfAll = labelsOfAll
        self.sessionsWithoutPrediction = sessionsWithoutPrediction
        self.missingSessions = missingSessions
        self.labelsWithoutPrediction = labelsWithoutPrediction
        self.firstRejections = firstRejections
    }
}
