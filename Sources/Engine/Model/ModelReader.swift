import Checks
package import Core
import Dispatch
package import Foundation
import Ingestion
import Lifecycle
package import Modeling
package import PolicyFile
import Synchronization
package import TradingCalendar

/// A deployment's predictions and labels up to one instant, read or made once; what was known at any instant before
/// comes from it.
package struct ModelReader: Sendable {
    /// The built-in model; nil for a ledger.
    package let builtIn: BuiltInHistory?
    private let book: LedgerBook
    /// The series that checks take from the pairs, where these only grow.
    private let series: LedgerSeries?
    /// The benchmarks of checks of skill; the same at every instant.
    private let benchmarks: BenchmarkLibrary
    private let otherLedgers: BenchmarkLibrary.Ledgers
    /// The latest instant at which a prediction was made or a label known; nil without any.
    package private(set) var lastKnown: Date?
    /// The instant at which the last label is known.
    private(set) var lastInstant: Date?
    /// The files of a ledger, and of other ledgers that it is compared with.
    private var files: [ReadFile] = []
    /// The predictions and labels of a ledger, where their changes are watched; nil for the built-in model, which
    /// follows from its source.
    private(set) var content: KnownContent?
    package let calendar: TradingCalendar
    private let lag: PublicationLag

    /// - Parameters:
    ///   - readers: of the policy's sources.
    ///   - instant: nothing later is asked.
    ///   - watchesChanges: false where nobody asks what has changed since a session was judged.
    /// - Throws: ``InputFailure`` when a ledger cannot be read.
    package init?(
        _ policy: Policy, readers: [SourceReader], through instant: Date, watchesChanges: Bool = true
    ) throws {
        switch policy.model {
        case nil: return nil
        case .builtIn(let settings):
            guard let reader = readers.first(where: { $0.settings.name == settings.source }) else { return nil }
            let (others, stamps) = ModelReader.otherLedgers(of: policy)
            self.init(
                policy, history: BuiltInHistory(reader, settings, policy: policy, through: instant),
                lag: reader.settings.lag, otherLedgers: others)
            files = stamps
        case .ledger(let files): try self.init(policy, files, watchesChanges: watchesChanges)
        }
    }

    private init(
        _ policy: Policy, history: BuiltInHistory, lag: PublicationLag, otherLedgers: BenchmarkLibrary.Ledgers
    ) {
        let predictions = history.predictions
        // Before the first version there is nothing to say of labels.
        let first = predictions.first?.labelKey
        let labels = history.monthly.labels.filter { label in first.map { $0 <= label.key } ?? false }
        let book = LedgerBook(
            predictions: predictions, labels: labels, unusable: history.failures,
            featureNames: MarketFeatures.names, calendar: policy.calendar)
        self.init(policy, book: book, builtIn: history, lag: lag, otherLedgers: otherLedgers)
        note(lastInstant: labels.lazy.map(\.knownSince).max(), lastMade: predictions.map(\.madeAt).max())
    }

    private init(_ policy: Policy, _ files: ModelSettings.LedgerFiles, watchesChanges: Bool) throws {
        let calendar = policy.calendar
        let paths = [files.predictions, files.labels].map(policy.path)
        let stamps = paths.map(ReadFile.init)
        var (read, known) = try inParallel {
            try LedgerFile.predictions(policy.path(files.predictions)) { $0.completed(policy.decision) }
        } and: {
            try LedgerFile.labels(policy.path(files.labels)) { key in
                Day(iso: key).flatMap { calendar.isSession($0) ? calendar.due($0, lag: files.lag) : nil }
            }
        }
        let unreadable =
            read.rejections.map { Ledger.Rejection("\(files.predictions), \($0.what)", $0.reason) }
            + known.rejections.map { Ledger.Rejection("\(files.labels), \($0.what)", $0.reason) }
        let content = watchesChanges ? ModelReader.content(read.predictions, known.labels) : nil
        let lastMade = read.predictions.madeAt.max()
        let lastInstant = known.labels.lazy.map(\.knownSince).max()
        // Handed over, so that a large ledger is not held twice.
        let book = LedgerBook(
            predictions: exchange(&read.predictions, with: PredictionTable(features: 0)),
            labels: exchange(&known.labels, with: []),
            unusable: Array(zip(read.rejectedSince + known.rejectedSince, unreadable)),
            featureNames: read.featureNames, calendar: calendar)
        let (others, otherStamps) = ModelReader.otherLedgers(of: policy)
        self.init(policy, book: book, builtIn: nil, lag: files.lag, otherLedgers: others)
        self.files = stamps + otherStamps
        self.content = content
        note(lastInstant: lastInstant, lastMade: lastMade)
    }

    private init(
        _ policy: Policy, book: LedgerBook, builtIn: BuiltInHistory?, lag: PublicationLag,
        otherLedgers: BenchmarkLibrary.Ledgers
    ) {
        self.book = book
        self.builtIn = builtIn
        self.lag = lag
        calendar = policy.calendar
        self.otherLedgers = otherLedgers
        let benchmarks = BenchmarkLibrary(ledgers: otherLedgers)
        self.benchmarks = benchmarks
        series = book.steadyPairs.map { LedgerSeries($0, decision: policy.decision, benchmarks: benchmarks) }
    }

    /// The predictions that checks of skill compare with, by their paths as written. One that cannot be read is a
    /// failure of these checks alone.
    private static func otherLedgers(of policy: Policy) -> (ledgers: BenchmarkLibrary.Ledgers, files: [ReadFile]) {
        let paths = Set(policy.checks.compactMap { $0.skill?.benchmark.ledger }).sorted()
        // Taken before, so that what is written meanwhile is read again.
        let files = paths.map { ReadFile(path: policy.path($0)) }
        let ledgers = paths.map { path in
            Result { () throws(InputFailure) in
                do {
                    return try LedgerFile.predictions(policy.path(path)) { $0.completed(policy.decision) }.predictions
                } catch let failure as InputFailure {
                    throw failure
                } catch {
                    throw InputFailure(path: path, "\(error)")
                }
            }
        }
        return (Dictionary(zip(paths, ledgers)) { first, _ in first }, files)
    }

    private mutating func note(lastInstant: Date?, lastMade: Date?) {
        self.lastInstant = lastInstant
        lastKnown = [lastInstant, lastMade].compactMap { $0 }.max()
    }

    private static func content(_ predictions: PredictionTable, _ labels: [Label]) -> KnownContent {
        let made = (0..<predictions.count).map { row in
            KnownContent.Fact(
                since: predictions.madeAt[row].timeIntervalSince1970, content: predictions[row].fingerprint)
        }
        let known = labels.map { label in
            KnownContent.Fact(since: label.knownSince.timeIntervalSince1970, content: label.fingerprint)
        }
        return KnownContent(made + known)
    }

    /// The same where promotions are recorded: they say what served.
    /// - Parameter artifacts: the documents of a version, by its id; nil where they are not stored.
    /// - Returns: nil where that is what serves already.
    func serving(
        _ recorded: ModelRegistry, _ policy: Policy, artifacts: (String) throws -> VersionArtifacts?
    ) throws -> ModelReader? {
        try builtIn?.serving(recorded, artifacts: artifacts).map {
            ModelReader(policy, history: $0, lag: lag, otherLedgers: otherLedgers)
        }
    }

    /// The version of the built-in model that serves at an instant.
    package func version(servingAt instant: Date) -> ModelVersion? {
        calendar.latestDue(at: instant, lag: lag).flatMap { builtIn?.version(at: $0) }
    }

    /// The reason why the version that serves at an instant cannot be asked; nil where it can.
    func failure(at instant: Date) -> InputFailure? {
        calendar.latestDue(at: instant, lag: lag).flatMap { builtIn?.failure(at: $0) }
    }

    /// Promotions of the schedule that are due at an instant and not recorded yet.
    func due(after recorded: ModelRegistry, at instant: Date) throws -> RegistryChange {
        guard let builtIn, let session = calendar.latestDue(at: instant, lag: lag) else { return RegistryChange() }
        return try builtIn.due(after: recorded, at: session, instant)
    }

    /// Everything known at an instant.
    /// - Parameter first: where predictions with an earlier label session may be left out.
    /// - Returns: nil before the calendar's first due instant.
    func evidence(at instant: Date, _ policy: Policy, from first: Day? = nil) -> LedgerEvidence? {
        guard let session = calendar.latestDue(at: instant, lag: lag) else { return nil }
        let ledger = book.ledger(asOf: instant, dueThrough: session, from: first)
        let series = series.flatMap { $0.pairs === ledger.pairs ? $0 : nil }
        return LedgerEvidence(
            ledger: ledger, calendar: calendar, asOfSession: session,
            series: series
                ?? LedgerSeries(ledger.pairs, decision: policy.decision, benchmarks: benchmarks),
            baselineScores: builtIn?.baselineScores(through: session),
            reasonForNoPredictions: builtIn?.reasonForNoPredictions,
            observations: builtIn.map { builtIn in
                ModelObservations { rule, detail in
                    builtIn.importance(rule, ledger: ledger, at: session, policy: policy, detail: detail)
                } estimate: { score, rule in
                    builtIn.estimate(
                        score, window: rule.window ?? 1, ledger: ledger, at: session, calendar: policy.calendar)
                }
            })
    }

    /// True if the files of a ledger are as they were when they were read.
    var isCurrent: Bool { files.allSatisfy(\.isCurrent) }

    /// True if predictions and labels come in order and never change.
    var isSteady: Bool { series != nil }

    package func ledger(at instant: Date) -> Ledger {
        book.ledger(asOf: instant, dueThrough: calendar.latestDue(at: instant, lag: lag))
    }
}

/// Does two things at once.
/// - Throws: what the first throws, or else the second.
private func inParallel<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, and second: @Sendable () throws -> Second
) throws -> (First, Second) {
    let firstResult = Mutex<Result<First, any Error>?>(nil)
    let secondResult = Mutex<Result<Second, any Error>?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let made = Result { try first() }
            firstResult.withLock { $0 = made }
        } else {
            let made = Result { try second() }
            secondResult.withLock { $0 = made }
        }
    }
    return (
        try firstResult.withLock { $0 }?.get() ?? first(), try secondResult.withLock { $0 }?.get() ?? second()
    )
}

extension Prediction {
    /// With the probabilities and intervals that follow from a normal distribution, where σ is known and they are not.
    fileprivate func completed(_ decision: DecisionRule?) -> Prediction {
        guard let sigma else { return self }
        let forecast = Forecast(mean: mean, sigma: sigma)
        var prediction = self
        prediction.probabilityUp = probabilityUp ?? forecast.probabilityUp
        prediction.probabilityOfEvent = probabilityOfEvent ?? decision.map(forecast.probability)
        prediction.interval80 = interval80 ?? forecast.interval80
        prediction.interval95 = interval95 ?? forecast.interval95
        return prediction
    }

    /// With everything that follows from a forecast.
    init(
        _ forecast: Forecast, id: String, madeAt: Date, session: Day, labelSession: Day, version: String,
        features: [Double], decision: DecisionRule?
    ) {
        self.init(
            id: id, madeAt: madeAt, session: session, labelSession: labelSession, version: version, features: features,
            mean: forecast.mean)
        sigma = forecast.sigma
        self = completed(decision)
    }
}

extension Forecast {
    fileprivate func probability(_ decision: DecisionRule) -> Double {
        let below = probability(ofSimpleReturnBelow: decision.event.bound)
        return decision.event.side == .below ? below : 1 - below
    }
}
