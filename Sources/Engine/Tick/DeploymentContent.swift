import Checks
import Core
import Foundation
import Ingestion
import Modeling
import PolicyFile
import TradingCalendar

/// The fingerprint of everything that a check rests on, as of any instant: the rows that were known, and its own
/// settings.
struct DeploymentContent: Sendable {
    private let policy: Policy
    private let sources: [String: SourceContent]
    private let failures: [String: Fingerprint]
    private let modelFailure: Fingerprint?
    private let ledger: KnownContent?

    init(_ history: DeploymentHistory) {
        policy = history.policy
        sources = Dictionary(history.readers.map { ($0.settings.name, SourceContent($0)) }) { first, _ in first }
        failures = history.sourceFailures.mapValues(DeploymentContent.fingerprint)
        // The failure of a built-in model is its source's.
        let isLedger = if case .ledger? = policy.model { true } else { false }
        modelFailure = isLedger ? history.modelFailure.map(DeploymentContent.fingerprint) : nil
        ledger = history.model?.content
    }

    private static func fingerprint(_ failure: InputFailure) -> Fingerprint {
        var fingerprint = Fingerprint()
        fingerprint.combine("\(failure)")
        return fingerprint
    }

    /// The content as of one instant.
    func snapshot(at instant: Date) -> Snapshot {
        var sources = failures
        for (name, source) in self.sources { sources[name] = source.fingerprint(at: instant) }
        return Snapshot(
            policy: policy, sources: sources, modelFailure: modelFailure,
            ledger: ledger?.fingerprint(at: instant.timeIntervalSince1970))
    }

    struct Snapshot {
        fileprivate let policy: Policy
        fileprivate let sources: [String: Fingerprint]
        fileprivate let modelFailure: Fingerprint?
        fileprivate let ledger: Fingerprint?

        func fingerprint(of rule: CheckRule) -> Fingerprint {
            var fingerprint = policy.settingsFingerprints[rule.name] ?? Fingerprint()
            switch rule.input {
            case .source(let name): fingerprint.combine(sources[name]?.value ?? 0)
            case .model:
                for part in [modelFailure, ledger].compactMap({ $0 }) { fingerprint.combine(part.value) }
            }
            // The built-in model, and the baselines of its versions, follow from the rows of its source.
            if case .builtIn(let settings)? = policy.model, rule.isAboutModel || rule.baseline == .champion {
                fingerprint.combine(sources[settings.source]?.value ?? 0)
            }
            return fingerprint
        }
    }
}
