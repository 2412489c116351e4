import Checks
import Core
import PolicyFile
import TradingCalendar

extension DeploymentHistory {
    /// The days of the whole history on which a check with a written critical limit can be judged, and on how many of
    /// them the limit is breached.
    package func criticalDays(ofCheck name: String) -> (judged: Int, critical: Int) {
        guard let rule = policy.checks.first(where: { $0.name == name }),
            case .threshold(let threshold)? = rule.critical, let last = lastInstant(of: rule),
            let evidence = known(at: last).evidence(for: rule)
        else { return (0, 0) }
        var isCritical: [Day: Bool] = [:]
        for subject in rule.subjects {
            guard
                let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence),
                let first = evaluator.timeline.days.first
            else { continue }
            let past = evaluator.history(from: first, through: evaluator.timeline.asOfSession)
            for (day, value) in zip(past.sessions, past.values) {
                guard let value else { continue }
                isCritical[day] = isCritical[day] == true || threshold.isBreached(by: value)
            }
        }
        return (isCritical.count, isCritical.values.count { $0 })
    }
}
