package import Checks
import Core
package import Foundation
import Ingestion
package import TradingCalendar

/// Everything that a policy's checks look at, read once; what was known at any instant up to its end comes from it.
package struct DeploymentHistory: Sendable {
    package let policy: Policy
    package let readers: [SourceReader]
    package let model: ModelReader?

    /// - Parameter instant: nothing later is asked.
    /// - Throws: ``InputFailure`` when a source or a ledger cannot be read.
    package init(_ policy: Policy, through instant: Date) throws {
        let readers = try policy.sources.map { try SourceReader($0, policy: policy) }
        self.init(policy, readers: readers, model: try ModelReader(policy, readers: readers, through: instant))
    }

    /// Of what is read already.
    init(_ policy: Policy, readers: [SourceReader], model: ModelReader?) {
        self.policy = policy
        self.readers = readers
        self.model = model
    }

    /// The instant at which the last row that a rule looks at is due.
    package func lastInstant(of rule: CheckRule) -> Date? {
        guard !rule.isAboutModel else { return model?.lastInstant }
        return readers.first { $0.settings.name == rule.source }.flatMap(\.lastInstant)
    }

    /// What was known at an instant.
    package func known(at instant: Date) -> KnownEvidence {
        var sources: [String: SourceEvidence] = [:]
        for reader in readers {
            guard var evidence = reader.evidence(at: instant) else { continue }
            evidence.champion = model?.builtIn?.champion(
                through: evidence.timeline.asOfSession, source: reader.settings.name)
            sources[reader.settings.name] = evidence
        }
        return KnownEvidence(sources: sources, ledger: model?.evidence(at: instant))
    }
}

/// What was known at one instant of a policy's sources and of its model.
package struct KnownEvidence: Sendable {
    package let sources: [String: SourceEvidence]
    package let ledger: LedgerEvidence?

    /// The latest session that is due for any source, or for the model.
    package var asOfSession: Day? {
        (sources.values.map(\.timeline.asOfSession) + (ledger.map { [$0.timeline.asOfSession] } ?? [])).max()
    }

    /// What a rule looks at; nil before there is any.
    package func evidence(for rule: CheckRule) -> Evidence? {
        rule.isAboutModel ? ledger.map { .ledger($0) } : sources[rule.source].map { .source($0) }
    }
}
