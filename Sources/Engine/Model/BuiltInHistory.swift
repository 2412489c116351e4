import Checks
package import Core
import Dispatch
import Foundation
import Ingestion
package import Modeling
import PolicyFile
import Statistics
import Synchronization
package import TradingCalendar

/// What the monthly schedule alone would have left of a built-in model: every version, promoted unconditionally, and
/// the prediction of every row by the version that served.
package struct BuiltInHistory: Sendable {
    package let versions: [ModelVersion<MarketRidge>]
    let predictions: [Prediction]
    let labels: [Label]
    /// Refits that gave no version, with their instants.
    let failures: [(since: Date, rejection: Ledger.Rejection)]
    /// Why there is no prediction; nil where there is one.
    let reasonForNoPredictions: String?
    /// The gated artifacts' scores, one a version.
    private let scores: [LedgerEvidence.BaselineScores]
    /// With the rows that can be trained on, as known at the end.
    private let champion: ChampionHistory
    /// For baselines that are taken from another source than the model's.
    private let championElsewhere: ChampionHistory
    /// The simple forecasts of each session, by it.
    package let benchmarks: [Day: ScaleBenchmarks]
    private let source: String
    let estimators = EstimatorCache()

    init(
        _ reader: SourceReader, _ settings: ModelSettings.BuiltIn, policy: Policy, through instant: Date
    ) {
        let rows = MarketRows(reader, settings, through: instant)
        source = settings.source
        let trained = BuiltInHistory.train(rows, settings, through: instant)
        versions = trained.versions
        failures = trained.failed.map { refit in
            (
                rows.due(refit),
                Ledger.Rejection(
                    "the version of \(refit)",
                    """
                    the \(settings.train) rows before it give no model: their numbers do not vary, or are beyond what \
                    can be computed with
                    """
                )
            )
        }
        scores = versions.map(BuiltInHistory.scores)
        predictions = BuiltInHistory.predict(rows, versions: versions, policy: policy, through: instant)
        labels = rows.labels
        let known = rows.rows(asOf: instant)
        let missing = settings.columns.first { reader.loaded.table[$0] == nil }
        reasonForNoPredictions =
            !predictions.isEmpty
            ? nil
            : missing.map { "the model makes no prediction: \"\(settings.source)\" has no column \"\($0)\"" }
                ?? failures.first.map { "the model makes no prediction: \($0.rejection.reason)" }
                    ?? """
                    the model makes no prediction: \(known.complete.count.counted("complete row")) of \
                    \(settings.train) that it is trained on
                    """
        let served = versions.compactMap { version -> ChampionHistory.Version? in
            guard let first = version.training.first, let last = version.training.last else { return nil }
            return .init(since: version.refit, first: first.day, last: last.day)
        }
        champion = ChampionHistory(
            versions: served, trainable: TrainableRows(Set(known.complete.map { known.days[$0] })))
        championElsewhere = ChampionHistory(versions: served, trainable: nil)
        benchmarks = rows.benchmarks(known, trailing: settings.train)
    }

    /// Every version, and the refits whose rows gave no model: then the version before goes on.
    private static func train(
        _ rows: MarketRows, _ settings: ModelSettings.BuiltIn, through instant: Date
    ) -> (versions: [ModelVersion<MarketRidge>], failed: [Day]) {
        let plan = settings.plan
        let refits = rows.refits(through: instant)
        let trained = Mutex<[Int: ModelVersion<MarketRidge>]>([:])
        let failed = Mutex<Set<Day>>([])
        DispatchQueue.concurrentPerform(iterations: refits.count) { index in
            let due = rows.due(refits[index])
            do {
                let version = try plan.version(refit: refits[index], at: due, rows: rows.rows(asOf: due))
                trained.withLock { $0[index] = version }
            } catch {
                _ = failed.withLock { $0.insert(refits[index]) }
            }
        }
        return (
            trained.withLock { trained in refits.indices.compactMap { trained[$0] } },
            failed.withLock { failed in refits.filter(failed.contains) }
        )
    }

    private static func predict(
        _ rows: MarketRows, versions: [ModelVersion<MarketRidge>], policy: Policy, through instant: Date
    ) -> [Prediction] {
        guard let first = versions.first else { return [] }
        let refits = versions.map(\.refit)
        return rows.arrivals.compactMap { session, madeAt in
            guard session >= first.refit, madeAt <= instant,
                let labelSession = policy.calendar.session(1, from: session)
            else { return nil }
            guard let features = rows.features(of: session, asOf: madeAt) else { return nil }
            let version = versions[refits.firstIndex(from: session.advanced(by: 1)) - 1]
            let forecast = version.served.artifact.model(features)
            // What no square can be taken of is no forecast.
            guard forecast.mean.magnitude < 1e50, (1e-50...1e50).contains(forecast.sigma) else { return nil }
            return Prediction(
                forecast, id: "\(policy.deployment)/\(session)", madeAt: madeAt, session: session,
                labelSession: labelSession, version: version.id, features: features, decision: policy.decision)
        }
    }

    /// The version that serves at a session.
    package func version(at session: Day) -> ModelVersion<MarketRidge>? {
        let index = versions.partitioningIndex { $0.refit <= session } - 1
        return index < 0 ? nil : versions[index]
    }

    /// What the version of a prediction said of the size of the return.
    package func scale(of prediction: Prediction) -> Double {
        let features = prediction.features.compactMap { $0 }
        return version(at: prediction.session)?.served.artifact.model.size(features) ?? .nan
    }

    func baselineScores(through session: Day) -> ArraySlice<LedgerEvidence.BaselineScores> {
        scores.prefix(scores.partitioningIndex { $0.since <= session })
    }

    private static func scores(_ version: ModelVersion<MarketRidge>) -> LedgerEvidence.BaselineScores {
        let errors = version.holdout.map { $0.forecast.mean - $0.label }
        let scaled = version.holdout.map { ($0.forecast.mean - $0.label) / $0.forecast.sigma }
        let scores: [ForecastError: Double] =
            errors.isEmpty
            ? [:]
            : [
                .rmse: ErrorMeasure.rootMeanSquare(errors), .mae: ErrorMeasure.meanAbsolute(errors),
                .scaledRmse: ErrorMeasure.rootMeanSquare(scaled),
            ]
        return LedgerEvidence.BaselineScores(
            since: version.refit, scores: scores, digest: version.gated?.digest ?? version.served.digest,
            rows: errors.count)
    }

    /// The training rows of the versions that served.
    /// - Parameter name: the source that a baseline is taken from.
    func champion(ofSource name: String) -> ChampionHistory { name == source ? champion : championElsewhere }

    // MARK: - Importance

    /// - Parameter detail: without evidence nothing is said of errors.
    func importance(
        _ rule: CheckRule, ledger: Ledger, at session: Day, policy: Policy, detail: EvaluationDetail
    ) -> ImportanceObservation {
        guard let window = policy.calendar.window(rule.window ?? 1, endingAt: session) else {
            return .absent(.noData("the calendar has no session yet"), rows: 0)
        }
        let entries = ledger.entries(madeIn: window.first...window.last)
        guard let version = version(at: session), !entries.isEmpty else {
            return .absent(
                .noData("no prediction was made in the window (\(window.first) … \(window.last))"), rows: 0)
        }
        let rows = ledger.entries.featureTable(entries)
        let baseline = baselineRows(rule, ledger: ledger, version: version, before: window, calendar: policy.calendar)
        guard !baseline.isEmpty else {
            return .absent(.noData("there is no row in the baseline"), rows: rows.count)
        }
        let model = version.served.artifact.model
        let key = SeriesKey(deployment: policy.deployment, check: rule.name, subject: rule.source)
        let groups = PermutationImportance.groups(of: baseline)
        var generator = key.generator(windowEnd: window.last, purpose: "importance-window")
        let now = PermutationImportance(
            of: model.mean, rows: rows,
            labels: detail >= .report ? entries.map { ledger.entries.label($0)?.label } : nil, groups: groups,
            generator: &generator)
        generator = key.generator(windowEnd: window.last, purpose: "importance-baseline")
        let then = PermutationImportance(of: model.mean, rows: baseline, groups: groups, generator: &generator)
        guard let now, let then else {
            return .absent(.notEvaluable("the model's forecast does not move with any feature"), rows: rows.count)
        }
        let names = MarketRidgeTrainer.featureNames
        return .shares(
            .init(
                groups: groups.map { $0.map { names[$0] } }, window: now.shares, baseline: then.shares,
                squaredErrorIncreases: now.squaredErrorIncreases, rows: rows.count, baselineRows: baseline.count,
                digest: BuiltInHistory.digest(version.id, baseline)))
    }

    /// Names a model and rows of features.
    private static func digest(_ version: String, _ rows: FeatureTable) -> Digest {
        var content = Data(version.utf8)
        rows.values.withUnsafeBytes { content.append(contentsOf: $0) }
        return Digest.sha256(content)
    }

    private func baselineRows(
        _ rule: CheckRule, ledger: Ledger, version: ModelVersion<MarketRidge>, before window: SessionWindow,
        calendar: TradingCalendar
    ) -> FeatureTable {
        let span: ClosedRange<Day>
        switch rule.baseline {
        case .champion: return FeatureTable(version.training.map(\.features))
        case .before(let sessions):
            guard let before = calendar.window(sessions, before: window) else { return FeatureTable([]) }
            span = before.first...before.last
        case .fixed(let from, let to): span = from...to
        }
        return ledger.entries.featureTable(ledger.entries(madeIn: span))
    }
}

extension Ledger.Entries {
    fileprivate func featureTable(_ entries: [Int]) -> FeatureTable {
        FeatureTable(values: features(of: entries), width: featureCount)
    }
}
