package import Checks
package import Core
import Foundation
import Ingestion
import Modeling
package import PolicyFile
import TradingCalendar

/// Doubts about a policy that its own files show.
package struct HistoryLints {
    package let problems: [PolicyProblem]
    private let samples: [String: RuleSample]

    /// Reads what can be read; what cannot is no problem of the policy.
    /// - Parameters:
    ///   - policy: may have errors; what could be read of it is looked at.
    ///   - errors: of the policy. Of a source that has some only the header is looked at: its cells were read by other
    ///     rules than those that its author meant.
    package init(_ policy: Policy, errors: [PolicyProblem] = []) {
        let problems = PolicyProblems()
        var readers: [SourceReader] = []
        var unusable: [String: Set<String>] = [:]
        for source in policy.sources {
            do {
                let reader = try SourceReader(source, policy: policy)
                readers.append(reader)
                let isWhole = !errors.contains { $0.kind == .error && $0.path.hasPrefix("\(source.node.path).") }
                unusable[source.name] =
                    SourceLints(reader, hasCalendar: policy.hasCalendar, isWhole: isWhole, problems).unusable
            } catch {
                problems.lint(
                    source.pathNode,
                    "the source \"\(source.name)\" cannot be read now, so its rules were not tried on history: \(error)"
                )
            }
        }
        let history = HistoryLints.history(policy, readers: readers, problems: problems)
        var samples: [String: RuleSample] = [:]
        for rule in policy.checks where policy.hasCalendar {
            if let source = policy.source(rule.source ?? ""), let unusable = unusable[source.name],
                unusable.contains(source.contract.time) || rule.series.contains(where: { unusable.contains($0.column) })
            {
                // Its columns are doubted already.
                continue
            }
            guard let instant = history.lastInstant(of: rule),
                let evidence = history.known(at: instant, rules: [rule]).evidence(for: rule)
            else { continue }
            let lints = RuleLints(rule, in: policy, evidence: evidence, problems: problems)
            lints.add()
            samples[rule.name] = lints.sample
        }
        self.samples = samples
        self.problems = problems.all
    }

    package static func problems(_ policy: Policy) -> [PolicyProblem] { HistoryLints(policy).problems }

    /// The rows that a rule judges; nil where they cannot be read.
    package func sample(of rule: CheckRule) -> RuleSample? { samples[rule.name] }

    private static func history(
        _ policy: Policy, readers: [SourceReader], problems: PolicyProblems
    ) -> DeploymentHistory {
        let last = readers.compactMap(\.lastSession).max()
        let end = policy.calendar.endOfDay(last ?? policy.calendar.span.upperBound)
        do {
            let model = try ModelReader(policy, readers: readers, through: end)
            if let model, let evidence = model.evidence(at: max(end, model.lastKnown ?? end), policy) {
                LedgerLints(policy: policy, evidence: evidence, problems: problems).add()
            }
            return DeploymentHistory(policy, readers: readers, model: model)
        } catch {
            let node: PolicyNode? = if case .ledger(let files)? = policy.model { files.node } else { nil }
            if let node = node ?? policy.checks.first(where: \.isAboutModel)?.node {
                problems.lint(
                    node, "the model's ledger cannot be read now, so its rules were not tried on history: \(error)")
            }
            return DeploymentHistory(policy, readers: readers, model: nil)
        }
    }
}
