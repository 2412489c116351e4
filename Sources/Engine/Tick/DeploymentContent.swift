import Checks
import Core
import Foundation
import Ingestion
import Modeling
import PolicyFile
import TradingCalendar

/// The fingerprint of everything that a check rests on, as of any instant: the rows that were known, and its own settings.
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
        modelFailure = history.modelFailure.map(DeploymentContent.fingerprint)
        ledger = history.model?.content
    }

    private static func fingerprint(_ failure: InputFailure) -> Fingerprint {
        var fingerprint = Fingerprint()
        fingerprint.combine("\(failure)")
        return fingerprint
    }

    func fingerprint(of rule: CheckRule, at instant: Date) -> Fingerprint {
        var fingerprint = policy.settingsFingerprints[rule.name] ?? Fingerprint()
        if rule.isAboutModel {
            if let modelFailure { fingerprint.combine(modelFailure.value) }
            if let ledger {
                fingerprint.combine(ledger.fingerprint(at: instant.timeIntervalSince1970).value)
            }
        } else {
            fingerprint.combine(source(rule.source, at: instant).value)
        }
        // The built-in model, and the baselines of its versions, follow from the rows of its source.
        if case .builtIn(let settings)? = policy.model, rule.isAboutModel || rule.baseline == .champion {
            fingerprint.combine(source(settings.source, at: instant).value)
        }
        return fingerprint
    }

    private func source(_ name: String, at instant: Date) -> Fingerprint {
        failures[name] ?? sources[name]?.fingerprint(at: instant) ?? Fingerprint()
    }
}
