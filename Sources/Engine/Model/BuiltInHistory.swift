import Checks
package import Core
import Dispatch
import Foundation
import Ingestion
import Lifecycle
package import Modeling
import PolicyFile
import Synchronization
package import TradingCalendar

/// A built-in model through time: which version served when, as the registry says it, and the prediction of every row
/// by the version that served.
package struct BuiltInHistory: Sendable {
    /// The versions that serve according to the registry, as far as they are there; by their first sessions.
    let services: [Service]
    /// The versions of the schedule, whatever serves.
    let monthly: MonthlyVersions
    let predictions: [Prediction]
    /// Refits that gave no version and versions that cannot be loaded, with the instants since which that is known.
    let failures: [LedgerBook.DatedRejection]
    /// The reason why there is no prediction; nil where there is one.
    let reasonForNoPredictions: String?
    /// The gated artifacts' scores, one a service.
    private let scores: [LedgerEvidence.BaselineScores]
    /// With the rows that can be trained on, as known at the end.
    private let champion: ChampionHistory
    /// For baselines that are taken from another source than the model's.
    private let championElsewhere: ChampionHistory
    let policy: Policy
    let estimators = EstimatorCache()

    /// The service of a version.
    struct Service: Sendable {
        /// The first session whose prediction the version makes.
        let from: Day
        let id: String
        let version: Result<ModelVersion, Unavailable>

        /// nil where it is not there; ``BuiltInHistory/failures`` tells why.
        var loaded: ModelVersion? { if case .success(let version) = version { version } else { nil } }
    }

    /// The reason why a version that served is not there.
    struct Unavailable: Error {
        let reason: String
    }

    /// The history that the monthly schedule alone leaves: every version promoted unconditionally.
    init(
        _ reader: SourceReader, _ settings: ModelSettings.BuiltIn, policy: Policy, through instant: Date
    ) {
        let rows = MarketRows(reader, settings, through: instant)
        let trained = BuiltInHistory.train(rows, settings, through: instant)
        let monthly = MonthlyVersions(
            rows: rows, settings: settings, versions: trained.versions, failed: trained.failed,
            missingColumn: settings.columns.first { reader.loaded.table[$0] == nil }, through: instant)
        self.init(monthly, registry: monthly.registry, loaded: [:], policy: policy)
    }

    /// - Parameter loaded: versions that the monthly schedule does not give, by their ids.
    init(
        _ monthly: MonthlyVersions, registry: ModelRegistry, loaded: [String: Result<ModelVersion, Unavailable>],
        policy: Policy
    ) {
        self.monthly = monthly
        self.policy = policy
        let trained = Dictionary(monthly.versions.map { ($0.id, $0) }) { first, _ in first }
        let services = registry.terms.map { term in
            let id = term.version.id
            return Service(
                from: term.from, id: id,
                version: trained[id].map { .success($0) } ?? loaded[id]
                    ?? .failure(Unavailable(reason: "it was never stored")))
        }
        self.services = services
        failures =
            monthly.failures
            + services.compactMap { service in
                guard case .failure(let unavailable) = service.version else { return nil }
                return (
                    monthly.rows.due(service.from),
                    Ledger.Rejection(
                        "the version of \(service.from)", "\(service.id) cannot be loaded: \(unavailable.reason)")
                )
            }
        scores = services.map(BuiltInHistory.scores)
        predictions = BuiltInHistory.predict(monthly, services, policy: policy)
        reasonForNoPredictions =
            !predictions.isEmpty
            ? nil
            : "the model makes no prediction: "
                + (monthly.reasonForNoVersion ?? failures.first?.rejection.reason ?? monthly.shortage)
        let served = registry.terms.map { term in
            ChampionHistory.Version(
                since: term.from, first: term.version.training.first, last: term.version.training.last)
        }
        champion = ChampionHistory(versions: served, trainable: monthly.trainable)
        championElsewhere = ChampionHistory(versions: served, trainable: nil)
    }

    /// Every version, and the refits whose rows gave no model: then the version before goes on.
    private static func train(
        _ rows: MarketRows, _ settings: ModelSettings.BuiltIn, through instant: Date
    ) -> (versions: [ModelVersion], failed: [Day]) {
        let plan = settings.plan
        let refits = rows.refits(through: instant)
        let trained = Mutex<[Int: ModelVersion]>([:])
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
        _ monthly: MonthlyVersions, _ services: [Service], policy: Policy
    ) -> [Prediction] {
        monthly.rows.arrivals.compactMap { session, madeAt in
            guard madeAt <= monthly.end, let version = version(at: session, services),
                let labelSession = policy.calendar.session(1, from: session),
                let features = monthly.rows.features(of: session, asOf: madeAt)
            else { return nil }
            let forecast = version.served.artifact.model(features)
            // A number whose square is beyond what a number holds is no forecast.
            guard forecast.mean.magnitude < 1e50, (1e-50...1e50).contains(forecast.sigma) else { return nil }
            return Prediction(
                forecast, id: "\(policy.deployment)/\(session)", madeAt: madeAt, session: session,
                labelSession: labelSession, version: version.id, features: features, decision: policy.decision)
        }
    }

    /// The versions that served and are there, each once.
    package var versions: [ModelVersion] {
        var seen: Set<String> = []
        return services.compactMap(\.loaded).filter { seen.insert($0.id).inserted }
    }

    /// The version that serves at a session.
    package func version(at session: Day) -> ModelVersion? { BuiltInHistory.version(at: session, services) }

    private static func version(at session: Day, _ services: [Service]) -> ModelVersion? {
        service(at: session, services)?.loaded
    }

    private static func service(at session: Day, _ services: [Service]) -> Service? {
        let index = services.partitioningIndex { $0.from <= session } - 1
        return index < 0 ? nil : services[index]
    }

    /// The reason why the version that serves at a session cannot be asked; nil where it can, and where none serves.
    func failure(at session: Day) -> InputFailure? {
        guard let service = BuiltInHistory.service(at: session, services),
            case .failure(let unavailable) = service.version
        else { return nil }
        return InputFailure(
            path: MarketRidge.recipe,
            "the version \(service.id), which serves from \(service.from) on, cannot be loaded: \(unavailable.reason)")
    }

    /// The size of the return that the version of a prediction forecast.
    package func scale(of prediction: Prediction) -> Double {
        let features = prediction.features.compactMap { $0 }
        return version(at: prediction.session)?.served.artifact.model.size(features) ?? .nan
    }

    func baselineScores(through session: Day) -> ArraySlice<LedgerEvidence.BaselineScores> {
        scores.prefix(scores.partitioningIndex { $0.since <= session })
    }

    private static func scores(_ service: Service) -> LedgerEvidence.BaselineScores {
        guard let version = service.loaded else {
            return LedgerEvidence.BaselineScores(since: service.from, scores: [:], digest: nil, rows: 0)
        }
        let holdout = version.holdout.map { (error: $0.forecast.mean - $0.label, sigma: $0.forecast.sigma) }
        let measured: [ForecastError] = holdout.isEmpty ? [] : [.rmse, .mae, .scaledRmse, .logScore, .crps]
        let scores = Dictionary(
            uniqueKeysWithValues: measured.map { measure in
                (measure, measure.score(holdout.map { measure.term(error: $0.error, sigma: $0.sigma) }))
            })
        return LedgerEvidence.BaselineScores(
            since: service.from, scores: scores, digest: version.gated?.digest ?? version.served.digest,
            rows: holdout.count)
    }

    /// The training rows of the versions that served.
    /// - Parameter name: the source that a baseline is taken from.
    func champion(ofSource name: String) -> ChampionHistory {
        name == monthly.settings.source ? champion : championElsewhere
    }

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
        let key = SeriesKey(deployment: policy.deployment, check: rule.name, subject: rule.input.name)
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
        var resampled: [[Double]] = []
        if detail == .evidence || rule.isJudgedByPValue {
            generator = key.generator(windowEnd: window.last, purpose: "importance-null")
            resampled = PermutationImportance.resampledShares(
                of: model.mean, baseline, drawing: rows.count, groups: groups, generator: &generator)
        }
        let names = MarketFeatures.names
        return .shares(
            .init(
                groups: groups.map { $0.map { names[$0] } }, window: now.shares, baseline: then.shares,
                squaredErrorIncreases: now.squaredErrorIncreases, rows: rows.count, baselineRows: baseline.count,
                digest: BuiltInHistory.digest(version.id, baseline), resampled: resampled))
    }

    /// Names a model and rows of features.
    private static func digest(_ version: String, _ rows: FeatureTable) -> Digest {
        var content = Data(version.utf8)
        rows.values.withUnsafeBytes { content.append(contentsOf: $0) }
        return Digest.sha256(content)
    }

    private func baselineRows(
        _ rule: CheckRule, ledger: Ledger, version: ModelVersion, before window: SessionWindow,
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
