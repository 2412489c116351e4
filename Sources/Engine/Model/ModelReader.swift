import Checks
package import Core
package import Foundation
import Ingestion
import Modeling
package import PolicyFile
package import TradingCalendar

/// A deployment's predictions and labels up to one instant, read or made once; what was known at any instant before comes from
/// it.
package struct ModelReader: Sendable {
    /// The built-in model; nil for a ledger.
    package let builtIn: BuiltInHistory?
    private let book: LedgerBook
    /// The latest instant at which a prediction was made or a label known; nil without any.
    package let lastKnown: Date?
    /// The instant at which the last label is known.
    let lastInstant: Date?
    /// The predictions and labels of a ledger; nil for the built-in model, which follows from its source.
    let content: KnownContent?
    package let calendar: TradingCalendar
    private let lag: PublicationLag

    /// - Parameters:
    ///   - readers: of the policy's sources.
    ///   - instant: nothing later is asked.
    /// - Throws: ``InputFailure`` when a ledger cannot be read.
    package init?(_ policy: Policy, readers: [SourceReader], through instant: Date) throws {
        let predictions: [Prediction]
        let labels: [Label]
        switch policy.model {
        case nil: return nil
        case .builtIn(let settings):
            guard let reader = readers.first(where: { $0.settings.name == settings.source }) else { return nil }
            let history = BuiltInHistory(reader, settings, policy: policy, through: instant)
            builtIn = history
            predictions = history.predictions
            // Before the first version there is nothing to say of labels.
            let first = history.predictions.first?.labelKey
            labels = history.labels.filter { label in first.map { $0 <= label.key } ?? false }
            book = LedgerBook(
                predictions: predictions, labels: labels, unusable: history.failures,
                featureNames: MarketRidgeTrainer.featureNames,
                calendar: policy.calendar)
            lag = reader.settings.lag
        case .ledger(let files):
            let calendar = policy.calendar
            let read = try LedgerFile.predictions(policy.path(files.predictions))
            let known = try LedgerFile.labels(policy.path(files.labels)) { key in
                Day(iso: key).flatMap { calendar.isSession($0) ? calendar.due($0, lag: files.lag) : nil }
            }
            builtIn = nil
            predictions = read.predictions.map { $0.completed(policy.decision) }
            labels = known.labels
            let unreadable =
                read.rejections.map { Ledger.Rejection("\(files.predictions), \($0.what)", $0.reason) }
                + known.rejections.map { Ledger.Rejection("\(files.labels), \($0.what)", $0.reason) }
            book = LedgerBook(
                predictions: predictions, labels: labels, unusable: unreadable.map { (.distantPast, $0) },
                featureNames: read.featureNames,
                calendar: calendar)
            lag = files.lag
        }
        content = builtIn == nil ? ModelReader.content(predictions, labels) : nil
        calendar = policy.calendar
        lastInstant = labels.map(\.knownSince).max()
        lastKnown = [lastInstant, predictions.map(\.madeAt).max()].compactMap { $0 }.max()
    }

    private static func content(_ predictions: [Prediction], _ labels: [Label]) -> KnownContent {
        let made = predictions.map { prediction in
            KnownContent.Fact(since: prediction.madeAt.timeIntervalSince1970, content: prediction.fingerprint)
        }
        let known = labels.map { label in
            KnownContent.Fact(since: label.knownSince.timeIntervalSince1970, content: label.fingerprint)
        }
        return KnownContent(made + known)
    }

    /// What was known at an instant.
    /// - Parameters:
    ///   - rules: that look at it.
    ///   - first: where only predictions with this label session or a later one are wanted.
    /// - Returns: nil before the calendar's first due instant.
    func evidence(
        at instant: Date, rules: [CheckRule], _ policy: Policy, from first: Day? = nil
    ) -> LedgerEvidence? {
        guard let session = calendar.latestDue(at: instant, lag: lag) else { return nil }
        let ledger = book.ledger(asOf: instant, dueThrough: session, from: first)
        var evidence = LedgerEvidence(
            ledger: ledger, calendar: calendar, asOfSession: session, decision: policy.decision,
            baselineScores: builtIn?.baselineScores(through: session),
            reasonForNoPredictions: builtIn?.reasonForNoPredictions)
        guard let builtIn else { return evidence }
        for rule in rules {
            switch rule.metric.modelObservation {
            case .importance?:
                evidence.importance[rule.name] = builtIn.importance(rule, ledger: ledger, at: session, policy: policy)
            case .estimate(let score)?:
                evidence.estimates[rule.name] = builtIn.estimate(
                    score, window: rule.window ?? 1, ledger: ledger, at: session, calendar: calendar)
            case nil: break
            }
        }
        return evidence
    }

    package func ledger(at instant: Date) -> Ledger {
        book.ledger(asOf: instant, dueThrough: calendar.latestDue(at: instant, lag: lag))
    }
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
