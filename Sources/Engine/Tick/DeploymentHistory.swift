package import Checks
package import Core
package import Foundation
import Ingestion
import Lifecycle
import Modeling
package import PolicyFile
package import Storage
package import TradingCalendar

/// Everything that a policy's checks look at, read once; what was known at any instant up to its end comes from it.
package struct DeploymentHistory: Sendable {
    package let policy: Policy
    package let readers: [SourceReader]
    package let model: ModelReader?
    /// The reason why the model's ledger cannot be read; its checks say so, and the others go on.
    package let modelFailure: InputFailure?
    /// The reason why sources cannot be read, by their names; their checks say so, and the others go on.
    package let sourceFailures: [String: InputFailure]
    /// Results kept from one instant to the next, by the source; empty where only one is asked for.
    private var memories: [String: RuleEvaluatorCache] = [:]
    private var ledgerMemory: RuleEvaluatorCache?
    /// Up to where the built-in model was trained; nil where it is left out.
    private var end: Date?

    /// For questions about instants; ticks, which also ask what has changed, read what is readable.
    /// - Parameter instant: nothing later is asked.
    /// - Throws: ``InputFailure`` when a source cannot be read.
    package init(_ policy: Policy, through instant: Date) throws {
        let readers = try policy.sources.map { try SourceReader($0, policy: policy) }
        try self.init(policy, readers: readers, through: instant, watchesChanges: false)
    }

    /// The reason why something cannot be read, in the order of the sources' names; the model's last.
    package var failures: [InputFailure] {
        let sources = sourceFailures.sorted { $0.key < $1.key }.map(\.value)
        return sources + [modelFailure].compactMap { $0 }.filter { !sources.contains($0) }
    }

    /// Reads everything that can be read; a source that cannot is a failure of its checks.
    /// - Parameter includesBuiltInModel: false where its source says enough, as whether something has changed.
    package static func readable(
        _ policy: Policy, through instant: Date, includesBuiltInModel: Bool = true
    ) throws -> DeploymentHistory {
        var readers: [SourceReader] = []
        var failures: [String: InputFailure] = [:]
        for source in policy.sources {
            do {
                readers.append(try SourceReader(source, policy: policy))
            } catch let failure as InputFailure {
                failures[source.name] = failure
            }
        }
        if case .builtIn? = policy.model, !includesBuiltInModel {
            return DeploymentHistory(policy, readers: readers, model: nil, sourceFailures: failures)
        }
        var history = try DeploymentHistory(
            policy, readers: readers, through: instant, watchesChanges: true, sourceFailures: failures)
        history.end = instant
        return history
    }

    private init(
        _ policy: Policy, readers: [SourceReader], through instant: Date, watchesChanges: Bool,
        sourceFailures: [String: InputFailure] = [:]
    ) throws {
        var failure: InputFailure?
        if case .builtIn(let settings)? = policy.model { failure = sourceFailures[settings.source] }
        if let failure {
            self.init(policy, readers: readers, model: nil, modelFailure: failure, sourceFailures: sourceFailures)
            return
        }
        do {
            self.init(
                policy, readers: readers,
                model: try ModelReader(
                    policy, readers: readers, through: instant, watchesChanges: watchesChanges),
                sourceFailures: sourceFailures)
        } catch let failure as InputFailure {
            self.init(policy, readers: readers, model: nil, modelFailure: failure, sourceFailures: sourceFailures)
        }
    }

    /// The same as the files are now. A file that is as it was when it was read is not opened.
    /// - Parameter instant: nothing later is asked.
    /// - Returns: with the names of what has changed, the model's among them where it is read or trained anew; nil
    ///   where nothing has.
    package func refreshed(
        through instant: Date
    ) throws -> (history: DeploymentHistory, changed: Set<String>)? {
        var changed: Set<String> = []
        var current: [SourceReader] = []
        var failures: [String: InputFailure] = [:]
        for source in policy.sources {
            let known = readers.first { $0.settings.name == source.name }
            if let known, known.isCurrent {
                current.append(known)
                continue
            }
            do {
                current.append(try known?.reread(policy) ?? SourceReader(source, policy: policy))
                changed.insert(source.name)
            } catch let failure as InputFailure {
                failures[source.name] = failure
                if sourceFailures[source.name] != failure { changed.insert(source.name) }
            }
        }
        if isModelStale(changed, at: instant), let name = policy.model?.name { changed.insert(name) }
        guard !changed.isEmpty else { return nil }
        guard let name = policy.model?.name, changed.contains(name) else {
            var history = DeploymentHistory(
                policy, readers: current, model: model, modelFailure: modelFailure, sourceFailures: failures)
            history.end = end
            return (history, changed)
        }
        var history = try DeploymentHistory(
            policy, readers: current, through: instant, watchesChanges: true, sourceFailures: failures)
        history.end = instant
        return (history, changed)
    }

    private func isModelStale(_ changed: Set<String>, at instant: Date) -> Bool {
        switch policy.model {
        case nil: return false
        case .builtIn(let settings):
            guard let end else { return false }
            // Later rows of the same file may be due by now, and the next version.
            let lag = readers.first { $0.settings.name == settings.source }?.settings.lag ?? .none
            let calendar = policy.calendar
            let isLater = calendar.latestDue(at: instant, lag: lag) != calendar.latestDue(at: end, lag: lag)
            // A ledger that it is compared with may have changed.
            return changed.contains(settings.source) || isLater || model.map { !$0.isCurrent } ?? false
        // A ledger that could not be read may be readable now.
        case .ledger: return model.map { !$0.isCurrent } ?? true
        }
    }

    /// The same, prepared for many instants: what does not depend on the instant is computed once.
    package func cached() -> DeploymentHistory {
        var history = self
        for reader in readers where reader.isOrderly {
            guard let last = reader.lastInstant else { continue }
            history.memories[reader.settings.name] = RuleEvaluatorCache { [self] in
                source(reader, at: last).map { .source($0) }
            }
        }
        if let model, model.isSteady, let last = model.lastInstant {
            history.ledgerMemory = RuleEvaluatorCache { [self] in
                model.evidence(at: last, policy).map { .ledger($0) }
            }
        }
        return history
    }

    /// The same for a policy that differs in its checks only.
    package func with(_ policy: Policy) -> DeploymentHistory {
        DeploymentHistory(
            policy, readers: readers, model: model, modelFailure: modelFailure, sourceFailures: sourceFailures)
    }

    /// The same as the records of a store make it: they say which versions of the built-in model served.
    package func serving(recordsOf store: any MonitorStore) throws -> DeploymentHistory {
        try serving(store.registry(), artifacts: store.artifacts(ofVersion:)) ?? self
    }

    /// - Parameter artifacts: the documents of a version, by its id; nil where they are not stored.
    /// - Returns: nil where what is recorded serves already.
    func serving(
        _ recorded: ModelRegistry, artifacts: (String) throws -> VersionArtifacts?
    ) throws -> DeploymentHistory? {
        try model?.serving(recorded, policy, artifacts: artifacts).map { served in
            DeploymentHistory(
                policy, readers: readers, model: served, modelFailure: modelFailure, sourceFailures: sourceFailures)
        }
    }

    /// Takes what has been read already.
    package init(
        _ policy: Policy, readers: [SourceReader], model: ModelReader?, modelFailure: InputFailure? = nil,
        sourceFailures: [String: InputFailure] = [:]
    ) {
        self.modelFailure = modelFailure
        self.sourceFailures = sourceFailures
        self.policy = policy
        self.readers = readers
        self.model = model
    }

    /// The instant at which the last row that a rule looks at is due.
    package func lastInstant(of rule: CheckRule) -> Date? {
        guard let source = rule.source else { return model?.lastInstant }
        return readers.first { $0.settings.name == source }.flatMap(\.lastInstant)
    }

    /// Everything known at an instant.
    /// - Parameter rules: that look at it.
    package func known(at instant: Date, rules: [CheckRule]? = nil) -> KnownEvidence {
        let rules = rules ?? policy.checks
        var sources: [String: SourceEvidence] = [:]
        for reader in readers where rules.contains(where: { $0.source == reader.settings.name }) {
            sources[reader.settings.name] = source(reader, at: instant)
        }
        let isModelAsked = rules.contains { $0.isAboutModel }
        return KnownEvidence(
            sources: sources, failures: sourceFailures, modelFailure: modelFailure ?? model?.failure(at: instant),
            ledger: isModelAsked ? ledger(at: instant) : nil)
    }

    /// The evidence for one rule, as known at an instant; nil before there is any. A ledger is cut to what its window
    /// and baseline hold: enough for its value, not for counts over all of it.
    package func evidence(for rule: CheckRule, at instant: Date) -> Evidence? {
        if let source = rule.source { return evidence(ofSource: source, at: instant).map { .source($0) } }
        let first = firstLabelSession(for: rule, at: instant)
        return ledger(at: instant, from: first).map { .ledger($0) }
    }

    /// The first label session that the rule's window, or its baseline, can hold; nil where that is not bounded.
    private func firstLabelSession(for rule: CheckRule, at instant: Date) -> Day? {
        let calendar = policy.calendar
        guard let last = calendar.latestDue(at: instant, lag: .none), let window = rule.window else { return nil }
        if case .estimate? = rule.metric.modelObservation {
            return calendar.window((EstimateObservation.pastWindows + 1) * window + 2, endingAt: last)?.first
        }
        switch rule.baseline {
        case .fixed: return nil
        case .champion: return calendar.window(window + 2, endingAt: last)?.first
        case .before(let sessions): return calendar.window(window + sessions + 2, endingAt: last)?.first
        }
    }

    /// A source as known at an instant, also where no check looks at it; nil before there is any.
    package func evidence(ofSource name: String, at instant: Date) -> SourceEvidence? {
        readers.first { $0.settings.name == name }.flatMap { source($0, at: instant) }
    }

    private func ledger(at instant: Date, from first: Day? = nil) -> LedgerEvidence? {
        var evidence = model?.evidence(at: instant, policy, from: first)
        evidence?.memory = ledgerMemory
        return evidence
    }

    private func source(_ reader: SourceReader, at instant: Date) -> SourceEvidence? {
        guard var evidence = reader.evidence(at: instant) else { return nil }
        evidence.champion = model?.builtIn?.champion(ofSource: reader.settings.name)
        evidence.memory = memories[reader.settings.name]
        return evidence
    }
}

/// A policy's sources and its model as known at one instant.
package struct KnownEvidence: Sendable {
    package let sources: [String: SourceEvidence]
    private let failures: [String: InputFailure]
    private let modelFailure: InputFailure?
    package let ledger: LedgerEvidence?

    init(
        sources: [String: SourceEvidence], failures: [String: InputFailure], modelFailure: InputFailure?,
        ledger: LedgerEvidence?
    ) {
        self.sources = sources
        self.failures = failures
        self.modelFailure = modelFailure
        self.ledger = ledger
    }

    /// The reason why a rule's source or model cannot be read.
    func failure(of rule: CheckRule) -> InputFailure? {
        switch rule.input {
        case .source(let name): failures[name]
        case .model: modelFailure
        }
    }

    /// The latest session that is due for any source, or for the model.
    package var asOfSession: Day? {
        (sources.values.map(\.timeline.asOfSession) + (ledger.map { [$0.timeline.asOfSession] } ?? [])).max()
    }

    /// The evidence for a rule; nil before there is any.
    package func evidence(for rule: CheckRule) -> Evidence? {
        switch rule.input {
        case .source(let name): sources[name].map { .source($0) }
        case .model: ledger.map { .ledger($0) }
        }
    }
}
