package import Core
import Statistics
package import TradingCalendar

/// What was known at one instant of a model's predictions, their labels and what was decided on them.
package struct LedgerEvidence: Sendable {
    /// A prediction whose label is known.
    package struct Pair: Sendable {
        package let prediction: Prediction
        package let label: Label.Value
        /// Positive when the model said too much.
        package var error: Double { prediction.mean - label.label }
    }

    /// The scores of a version's gated artifact on its holdout.
    package struct BaselineScores: Sendable {
        /// The session from which on the version served.
        package let since: Day
        package let scores: [ForecastError: Double]
        package let digest: Digest
        package let rows: Int

        package init(since: Day, scores: [ForecastError: Double], digest: Digest, rows: Int) {
            self.since = since
            self.scores = scores
            self.digest = digest
            self.rows = rows
        }
    }

    package let ledger: Ledger
    /// In the ledger's order.
    package let pairs: [Pair]
    /// Its days are the label sessions of ``pairs``.
    package let timeline: Timeline
    package let decision: DecisionRule?
    /// One a pair; nil where there is no decision.
    package let lines: [DecisionLine?]
    /// By the version that served, ascending; nil for a ledger whose model is not known.
    package let baselineScores: [BaselineScores]?
    /// Why there is no prediction at all; nil where there is one, or nothing more is known.
    package let reasonForNoPredictions: String?
    /// What permutation said of the deployed model, by check.
    package var importance: [String: ImportanceObservation]
    /// What scores will probably be, by check.
    package var estimates: [String: EstimateObservation] = [:]

    package init(
        ledger: Ledger, calendar: TradingCalendar, asOfSession: Day, decision: DecisionRule?,
        baselineScores: [BaselineScores]?, reasonForNoPredictions: String? = nil,
        importance: [String: ImportanceObservation] = [:]
    ) {
        let pairs = ledger.entries.compactMap { entry in
            entry.label.map { Pair(prediction: entry.prediction, label: $0) }
        }
        self.ledger = ledger
        self.pairs = pairs
        timeline = Timeline(
            calendar: calendar, asOfSession: asOfSession, days: pairs.map(\.prediction.labelSession))
        self.decision = decision
        lines = pairs.map { DecisionLine(decision, prediction: $0.prediction, label: $0.label) }
        self.baselineScores = baselineScores
        self.reasonForNoPredictions = ledger.entries.isEmpty ? reasonForNoPredictions : nil
        self.importance = importance
    }

    /// The scores that hold at a session.
    func baseline(at session: Day) -> BaselineScores? { baselineScores?.last { $0.since <= session } }

    /// Errors of all pairs, NaN where there is none (no σ to divide by).
    func errors(_ error: ForecastError) -> [Double] {
        pairs.map { pair in
            guard error == .scaledRmse else { return pair.error }
            return pair.prediction.sigma.map { pair.error / $0 } ?? .nan
        }
    }

    /// The predictions whose label session lies in a window, in any state.
    func entries(of window: SessionWindow) -> [Ledger.Entry] {
        ledger.entries.filter { window.contains($0.prediction.labelSession) }
    }

    /// Whether a prediction was made at the last session.
    var hasPredictionOfLastSession: Bool {
        ledger.entries.last { $0.prediction.session == timeline.asOfSession } != nil
    }

    /// Why no label of a window is known, and which are.
    func reasonForNoLabel(in window: SessionWindow) -> String {
        if let reason = reasonForNoPredictions { return reason }
        let known =
            timeline.days.first.flatMap { first in
                timeline.days.last.map { "; labels are known from \(first) to \($0)" }
            } ?? "; no label of a prediction is known"
        return "no prediction whose label lies in the window (\(window.first) … \(window.last)) has one\(known)"
    }
}
