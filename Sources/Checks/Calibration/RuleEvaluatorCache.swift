import Core

/// Evaluators of a whole history, for ticks at many instants of it.
///
/// Only for a history in which rows come and never change: then the value of a session is the same at every later
/// instant.
package final class RuleEvaluatorCache: Sendable {
    private let whole: @Sendable () -> Evidence?
    /// Gathered once for all rules and subjects.
    private let evidence = Memo<Bool, Evidence?>()
    private let evaluators = Memo<Key, RuleEvaluator?>()

    private struct Key: Hashable {
        let rule: String
        let subject: CheckRule.Subject
    }

    /// - Parameter whole: everything that will ever be known.
    package init(whole: @escaping @Sendable () -> Evidence?) { self.whole = whole }

    func evaluator(for subject: CheckRule.Subject, of rule: CheckRule) -> RuleEvaluator? {
        evaluators.value(Key(rule: rule.name, subject: subject)) {
            evidence.value(true, compute: whole).flatMap {
                RuleEvaluator(rule: rule, subject: subject, evidence: $0)
            }?.cached()
        }
    }
}
