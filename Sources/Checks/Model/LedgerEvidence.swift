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

    func evaluation(_ rule: CheckRule, _ subject: CheckRule.Subject) -> (any WindowedEvaluation)? {
        switch rule.metric.kind {
        case .error(let error): ErrorEvaluation(self, error, isRelative: rule.isRelative)
        case .hitRate: HitRateEvaluation(self)
        case .calibration: CalibrationEvaluation(self, subject.forecastPart ?? .probabilityUp)
        case .decisionAccuracy: DecisionEvaluation(self) { $0.accuracy }
        case .money(let metric): DecisionEvaluation(self) { $0.figure(metric) }
        default: nil
        }
    }
}

/// How much a deployed model leans on each group of features, on the window's rows and on the baseline's.
package enum ImportanceObservation: Sendable {
    package struct Shares: Sendable {
        package let groups: [[String]]
        package let window: [Double]
        package let baseline: [Double]
        package let squaredErrorIncreases: [Double]?
        package let rows: Int
        package let baselineRows: Int
        /// Names the baseline's rows and the model.
        package let digest: Digest

        package init(
            groups: [[String]], window: [Double], baseline: [Double], squaredErrorIncreases: [Double]?, rows: Int,
            baselineRows: Int, digest: Digest
        ) {
            self.groups = groups
            self.window = window
            self.baseline = baseline
            self.squaredErrorIncreases = squaredErrorIncreases
            self.rows = rows
            self.baselineRows = baselineRows
            self.digest = digest
        }
    }

    case shares(Shares)
    /// Why there is none.
    case absent(MeasuredValue.Absence, rows: Int)
}
