import Synchronization

/// Evaluators of a source's whole history, for ticks at many instants of it.
///
/// Only for a history in which rows come and never change: then the value of a session is the same whenever it is asked for.
package final class RuleEvaluatorCache: Sendable {
    private let whole: @Sendable () -> SourceEvidence?
    private let evaluators = Mutex<[Key: RuleEvaluator]>([:])

    private struct Key: Hashable {
        let rule: String
        let subject: CheckRule.Subject
    }

    /// - Parameter whole: everything that will ever be known of the source.
    package init(whole: @escaping @Sendable () -> SourceEvidence?) { self.whole = whole }

    func evaluator(_ rule: CheckRule, _ subject: CheckRule.Subject) -> RuleEvaluator? {
        let key = Key(rule: rule.name, subject: subject)
        return evaluators.withLock { evaluators in
            if let known = evaluators[key] { return known }
            let made = whole().flatMap { RuleEvaluator(rule: rule, subject: subject, evidence: .source($0)) }
            evaluators[key] = made?.cached()
            return evaluators[key]
        }
    }
}
