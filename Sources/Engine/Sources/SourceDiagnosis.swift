import Alerting
package import Checks
package import Core
package import Foundation
import Ingestion
import Modeling
package import PolicyFile
package import Storage
import TradingCalendar

/// The diagnosis of one source of a policy, or its comparison with the baseline, with what the checks say beside it.
package struct SourceDiagnosis: Sendable {
    package let policy: Policy
    package let source: String
    package let asOf: Date
    /// The reason why the source was asked about; nil where somebody just did.
    let root: CheckRule?
    package let known: KnownEvidence
    package let evidence: SourceEvidence
    package let question: DiagnosisQuestion

    /// - Parameters:
    ///   - source: nil for the one that the root, or else the model, or else the first check looks at.
    ///   - root: the check of the alert that asks for it.
    ///   - store: whose records say which versions of the model served; nil for the monthly schedule alone.
    /// - Throws: ``Refusal`` where there is no such source, ``TooFewRows`` where no row of it is due, ``InputFailure``
    ///   where it cannot be read.
    package init(
        _ policy: Policy, source name: String?, root: CheckRule?, asOf: Date, store: (any MonitorStore)? = nil
    ) throws {
        let found = name ?? SourceDiagnosis.source(policy, root)
        guard let found, let settings = policy.source(found) else {
            let names = policy.sources.map(\.name)
            throw Refusal(
                """
                no source is called \"\(found ?? "")\"\(suggestion(for: found ?? "", among: names)); there are \
                \(names.joined(separator: ", "))
                """
            )
        }
        let read = try DeploymentHistory.readable(policy, through: asOf)
        let history = try store.map { try read.serving(recordsOf: $0) } ?? read
        if let failure = history.sourceFailures[found] { throw failure }
        known = history.known(at: asOf, rules: policy.checks)
        guard let evidence = history.evidence(ofSource: found, at: asOf) else {
            throw TooFewRows("no row of \"\(found)\" is due by then")
        }
        let drift = ([root].compactMap { $0 } + policy.checks).first { rule in
            rule.metric.distance != nil && rule.source == found && rule.window != nil
        }
        question = DiagnosisQuestion(
            columns: settings.contract.columns.filter { $0.type == .number || $0.type == .integer }.map(\.name),
            window: drift?.window ?? DiagnosisQuestion.standardWindow, baseline: drift?.baseline ?? policy.baseline,
            relations: policy.checks.filter { $0.metric.subject == .pair && $0.source == found },
            hasChanges: settings.contract.key == [settings.contract.time])
        self.policy = policy
        source = found
        self.asOf = asOf
        self.root = root
        self.evidence = evidence
    }

    package static func source(_ policy: Policy, _ root: CheckRule?) -> String? {
        if let source = root?.source { return source }
        if case .builtIn(let settings)? = policy.model { return settings.source }
        return policy.checks.lazy.compactMap(\.source).first ?? policy.sources.first?.name
    }

    /// The results of some of the policy's checks.
    package func results(_ isWanted: (CheckRule) -> Bool) -> [CheckResult] {
        CheckRun(policy, known, asOf: asOf, rules: policy.checks.filter(isWanted)).results
    }
}
