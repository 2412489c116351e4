import Checks
import Core
import Ingestion
import Modeling
import PolicyFile

/// Doubts about a model's predictions, their labels, and the decision on them.
struct LedgerLints {
    let policy: Policy
    let evidence: LedgerEvidence
    let problems: PolicyProblems

    /// Fewer decisions say nothing about a rule that never acts.
    private static let minimumDecisions = 20

    func add() {
        if case .ledger(let files)? = policy.model { contents(files) }
        if let decision = policy.decision { effect(of: decision) }
        for rule in policy.checks {
            guard let wrong = evidence.reasonForNoBenchmark(of: rule) else { continue }
            problems.lint(rule.node["against"] ?? rule.node, wrong)
        }
    }

    private func contents(_ files: ModelSettings.LedgerFiles) {
        let ledger = evidence.ledger
        if let first = ledger.rejections.first {
            problems.lint(
                files.node,
                "\(ledger.rejections.count.counted("row")) of predictions and labels cannot be used, the first: \(first)"
            )
        }
        if ledger.entries.isEmpty, ledger.rejections.isEmpty {
            problems.lint(files.node, "\(files.predictions) has no prediction: nothing of the model can be judged yet")
        } else if !ledger.entries.isEmpty, ledger.pairCount == 0, ledger.rejections.isEmpty {
            let strays = ledger.labelsWithoutPrediction
            problems.lint(
                files.node,
                """
                none of \(ledger.entries.count.counted("prediction")) has its label in \(files.labels)\
                \(strays > 0 ? ", and \(strays.counted("label")) there have the key of no prediction" : "")
                """)
        }
        if let wrong = policy.decision == nil ? evidence.mismatchOfUnits : evidence.noReturns {
            problems.lint(policy.decision?.node ?? files.node, wrong)
        }
    }

    /// A decision that is always the same, or can never matter.
    private func effect(of decision: DecisionRule) {
        guard evidence.noReturns == nil, evidence.ledger.pairCount > 0 else { return }
        let lines = evidence.lines(0..<evidence.ledger.pairCount).compactMap { $0 }
        guard !lines.isEmpty else {
            problems.lint(
                decision.node,
                "nothing is decided: no prediction has the \(decision.signal.rawValue) that act_when: looks at")
            return
        }
        guard lines.count >= LedgerLints.minimumDecisions else { return }
        let acted = lines.count { $0.outcome == .truePositive || $0.outcome == .falsePositive }
        let events = lines.count { $0.outcome == .truePositive || $0.outcome == .falseNegative }
        if acted == 0 || acted == lines.count {
            problems.lint(
                decision.node,
                """
                it \(acted == 0 ? "never acts" : "always acts") in the whole history (\(lines.count) decisions): its \
                value is that of \(acted == 0 ? "never acting, 0" : "always acting")
                """)
        }
        if events == 0 || events == lines.count {
            problems.lint(
                decision.node,
                """
                the event \(events == 0 ? "never came" : "came every time") in the whole history \
                (\(lines.count) decisions): there is nothing to decide
                """)
        }
    }
}
