package import Core
import Statistics
package import TradingCalendar

/// A model's predictions, their labels and the decisions on them, as known at one instant.
package struct LedgerEvidence: Sendable {
    /// The scores of a version's gated artifact on its holdout.
    package struct BaselineScores: Sendable {
        /// The session from which on the version served.
        package let since: Day
        package let scores: [ForecastError: Double]
        /// nil where the version is not there.
        package let digest: Digest?
        package let rows: Int

        package init(since: Day, scores: [ForecastError: Double], digest: Digest?, rows: Int) {
            self.since = since
            self.scores = scores
            self.digest = digest
            self.rows = rows
        }
    }

    package let ledger: Ledger
    /// Its days are the label sessions of the pairs that are known.
    package let timeline: Timeline
    /// By the version that served, ascending; nil for a ledger whose model is not known.
    package let baselineScores: ArraySlice<BaselineScores>?
    /// The reason why there is no prediction at all; nil where there is one, or nothing more is known.
    package let reasonForNoPredictions: String?
    /// nil for a ledger whose model is not known.
    package let observations: ModelObservations?
    /// Those from the timeline's end on are not known yet.
    let series: LedgerSeries
    /// Results that ticks at other instants have computed of the same ledger.
    package var memory: RuleEvaluatorCache?

    /// - Parameter series: of the ledger's pairs, where they were taken at another instant already.
    package init(
        ledger: Ledger, calendar: TradingCalendar, asOfSession: Day, series: LedgerSeries,
        baselineScores: ArraySlice<BaselineScores>?, reasonForNoPredictions: String? = nil,
        observations: ModelObservations? = nil
    ) {
        self.ledger = ledger
        self.series = series
        timeline = Timeline(
            calendar: calendar, asOfSession: asOfSession, days: ledger.pairs.days.prefix(ledger.pairCount))
        self.baselineScores = baselineScores
        self.reasonForNoPredictions = ledger.entries.isEmpty ? reasonForNoPredictions : nil
        self.observations = observations
    }

    package var decision: DecisionRule? { series.decision }

    /// True if every pair is known that there will ever be of the sessions before the as-of session.
    var isComplete: Bool {
        let days = ledger.pairs.days
        return ledger.pairCount == days.count || days[ledger.pairCount] >= timeline.asOfSession
    }

    /// Some pairs, in the ledger's order.
    package func pairs(_ range: Range<Int>) -> [Ledger.Pair] { range.map { ledger.pairs[$0] } }

    /// One a pair; nil where there is no decision.
    package func lines(_ range: Range<Int>) -> [DecisionLine?] { series.lines(range) }

    /// The scores that hold at a session.
    func baseline(at session: Day) -> BaselineScores? {
        guard let scores = baselineScores else { return nil }
        let index = scores.partitioningIndex { $0.since <= session } - 1
        return index < scores.startIndex ? nil : scores[index]
    }

    /// Errors of all pairs, NaN where there is none (no σ to divide by).
    func errors(_ error: ForecastError) -> ArraySlice<Double> { series.errors(error).prefix(ledger.pairCount) }

    /// The predictions whose label session lies in a window, in any state.
    func entries(of window: SessionWindow) -> Range<Int> {
        ledger.entries(labelledIn: window.first...window.last)
    }

    /// True if a prediction was made at the last session.
    var hasPredictionOfLastSession: Bool {
        !ledger.entries(madeIn: timeline.asOfSession...timeline.asOfSession).isEmpty
    }

    /// The reason why no label of a window is known, and the span of those that are.
    func reasonForNoLabel(in window: SessionWindow) -> String {
        if let reason = reasonForNoPrediction { return reason }
        let known =
            timeline.days.first.flatMap { first in
                timeline.days.last.map { "; labels are known from \(first) to \($0)" }
            } ?? "; no label of a prediction is known"
        return """
            no prediction whose label lies in the window (\(window.first) … \(window.last)) has one\(known)\(refusals("; "))
            """
    }

    /// The reason why there is no prediction; nil where there is one, or nothing more is known.
    var reasonForNoPrediction: String? {
        if let reasonForNoPredictions { return reasonForNoPredictions }
        guard ledger.entries.isEmpty else { return nil }
        return ledger.rejections.isEmpty ? "no prediction is known" : "no prediction can be used: \(refusals())"
    }

    /// Says how much of the ledger is refused, and why the first; empty where nothing is.
    func refusals(_ prefix: String = "") -> String {
        ledger.rejections.first.map { "\(prefix)\(ledger.rejections.count) refused, the first: \($0)" } ?? ""
    }

    /// Adds what is refused to a measurement, also to one without a value: nothing may be left because of it.
    func addRejections(to measurement: inout MeasuredValue) {
        guard !ledger.rejections.isEmpty else { return }
        measurement.contents.rejections = ledger.rejections.count
        measurement.contents.firstRejections = Array(ledger.rejections.prefix(5))
    }
}
