import Core
import Synchronization

/// Evaluators of a source's whole history, for ticks at many instants of it.
///
/// Only for a history in which rows come and never change: then the value of a session is the same at every later instant.
package final class RuleEvaluatorCache: Sendable {
    private let whole: @Sendable () -> SourceEvidence?
    private let evaluators = Mutex<[Key: RuleEvaluator]>([:])

    private struct Key: Hashable {
        let rule: String
        let subject: CheckRule.Subject
    }

    /// - Parameter whole: everything that will ever be known of the source.
    package init(whole: @escaping @Sendable () -> SourceEvidence?) { self.whole = whole }

    func evaluator(for subject: CheckRule.Subject, of rule: CheckRule) -> RuleEvaluator? {
        let key = Key(rule: rule.name, subject: subject)
        if let known = evaluators.withLock({ $0[key] }) { return known }
        // Years of history are computed outside of the lock: other checks go on meanwhile.
        let made = whole().flatMap { RuleEvaluator(rule: rule, subject: subject, evidence: .source($0)) }?.cached()
        return evaluators.withLock { evaluators in
            if let known = evaluators[key] { return known }
            evaluators[key] = made
            return made
        }
    }
}
