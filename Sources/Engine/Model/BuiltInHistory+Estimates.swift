import Checks
import Core
import Modeling
import Synchronization
import TradingCalendar

extension BuiltInHistory {
    /// An estimate of a score of the predictions made in a window, with the record of earlier estimates.
    func estimate(
        _ score: EstimatedScore, window length: Int, ledger: Ledger, at session: Day, calendar: TradingCalendar
    ) -> EstimateObservation {
        var end: Day? = session
        var windows: [SessionWindow] = []
        while let last = end, windows.count <= EstimateObservation.pastWindows,
            let window = calendar.window(length, endingAt: last), window.count == length
        {
            windows.append(window)
            end = calendar.session(-1, from: window.first)
        }
        guard let now = windows.first else {
            return .absent(
                .noData("the calendar begins too late for a window of \(length) sessions"), window: nil, rows: 0)
        }
        let found = windows.map { window in
            Result { () throws(Unknown) in try estimate(score, window: window, ledger: ledger) }
        }
        var past: [ScoreEstimate] = []
        for case .success(let earlier) in found.dropFirst() { past.append(earlier) }
        switch found[0] {
        case .success(let current):
            return .estimate(current, past: past, withoutEstimate: found.count - 1 - past.count)
        case .failure(let unknown): return .absent(unknown.absence, window: now, rows: unknown.rows)
        }
    }

    private struct Unknown: Error {
        let absence: MeasuredValue.Absence
        let rows: Int
    }

    private func estimate(
        _ score: EstimatedScore, window: SessionWindow, ledger: Ledger
    ) throws(Unknown) -> ScoreEstimate {
        let entries = ledger.entries(madeIn: window.first...window.last)
        guard let version = version(at: window.last), !entries.isEmpty else {
            throw Unknown(
                absence: .noData("no prediction was made in the window (\(window.first) … \(window.last))"), rows: 0)
        }
        let kind: ScoreEstimator.Score =
            switch score {
            case .rmse: .rmse
            case .mae: .mae
            case .hitRate: .hitRate
            }
        do throws(ScoreEstimator.Unusable) {
            let known = entries.compactMap { entry -> ScoreEstimator.Trial? in
                ledger.entries.label(entry).map { ([], ledger.entries.mean(entry), $0.label) }
            }
            // Where predictions and labels never change, nothing more is learnt of a window once all are there.
            let isFinal = ledger.isSteady && known.count == window.count
            if isFinal, let estimate = estimators.estimate(score, window: window) { return estimate }
            let estimator = try estimators.estimator(kind, of: version)
            let found = estimator.estimate(entries.map(ledger.entries.features))
            let realised = ScoreEstimator.realised(kind, known)
            let estimate = ScoreEstimate(
                window: window, rows: entries.count, value: found.value, band: found.band, realised: realised?.value,
                realisedRows: realised?.count ?? 0)
            if isFinal { estimators.keep(estimate, of: score) }
            return estimate
        } catch {
            throw Unknown(absence: .notEvaluable("no estimate: \(error.reason)"), rows: entries.count)
        }
    }
}

/// Estimators of scores, each fitted once a version, and estimates that will not change.
final class EstimatorCache: Sendable {
    private struct Key: Hashable {
        let version: String
        let score: ScoreEstimator.Score
    }

    private struct WindowKey: Hashable {
        let score: EstimatedScore
        let window: SessionWindow
    }

    private let known = Mutex<[Key: Result<ScoreEstimator, ScoreEstimator.Unusable>]>([:])
    private let estimates = Mutex<[WindowKey: ScoreEstimate]>([:])

    func estimate(_ score: EstimatedScore, window: SessionWindow) -> ScoreEstimate? {
        estimates.withLock { $0[WindowKey(score: score, window: window)] }
    }

    func keep(_ estimate: ScoreEstimate, of score: EstimatedScore) {
        estimates.withLock { $0[WindowKey(score: score, window: estimate.window)] = estimate }
    }

    func estimator(
        _ score: ScoreEstimator.Score, of version: ModelVersion
    ) throws(ScoreEstimator.Unusable) -> ScoreEstimator {
        let key = Key(version: version.id, score: score)
        if let known = known.withLock({ $0[key] }) { return try known.get() }
        let made = Result { () throws(ScoreEstimator.Unusable) in
            try ScoreEstimator(score, holdout: version.holdout.map { ($0.features, $0.forecast.mean, $0.label) })
        }
        known.withLock { $0[key] = made }
        return try made.get()
    }
}
