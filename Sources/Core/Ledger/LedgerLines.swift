import Foundation
import TradingCalendar

/// Predictions by label session, then session, then id, each with all labels that it will ever have.
final class LedgerLines: Sendable {
    let predictions: PredictionTable
    let histories: LabelHistories
    /// One a prediction: its labels.
    let labels: [Range<Int32>]
    /// True if the sessions on which predictions were made ascend, too.
    let sessionsAscend: Bool

    init(predictions: PredictionTable, histories: LabelHistories, labels: [Range<Int32>]) {
        self.predictions = predictions
        self.histories = histories
        self.labels = labels
        sessionsAscend = zip(predictions.sessions, predictions.sessions.dropFirst()).allSatisfy { $0 <= $1 }
    }

    var count: Int { labels.count }

    func state(_ line: Int, asOf: Date, dueThrough session: Day?) -> (state: Ledger.State, label: Int?) {
        // A null does not end by itself: at its deadline it is as lost as a label that is not there.
        guard let latest = histories.latest(labels[line], asOf: asOf), !histories.isNull(latest) else {
            let isDue = session.map { predictions.labelSessions[line] <= $0 } ?? false
            return (isDue ? .missing : .pending, nil)
        }
        return (histories.hasChanged(labels[line], before: latest) ? .revised : .matured, latest)
    }
}
