/// What was known at one instant of what a check is about.
package enum Evidence: Sendable {
    case source(SourceEvidence)
    case ledger(LedgerEvidence)

    var timeline: Timeline {
        switch self {
        case .source(let evidence): evidence.timeline
        case .ledger(let evidence): evidence.timeline
        }
    }

    /// The rule's evaluator: one that has the whole history at hand where there is one.
    func evaluator(_ rule: CheckRule, _ subject: CheckRule.Subject) -> RuleEvaluator? {
        if case .source(let source) = self, let known = source.memory?.evaluator(rule, subject) { return known }
        return RuleEvaluator(rule: rule, subject: subject, evidence: self)
    }

    /// What a rule computes of each window; nil when the metric has none, or the evidence lacks what it needs.
    func evaluation(_ rule: CheckRule, _ subject: CheckRule.Subject) -> (any WindowedEvaluation)? {
        switch self {
        case .source(let evidence): evidence.evaluation(rule, subject)
        case .ledger(let evidence): evidence.evaluation(rule, subject)
        }
    }
}
