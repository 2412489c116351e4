import Checks
package import Core
import Foundation
import Ingestion
import Modeling
package import PolicyFile
import TradingCalendar

/// Doubts about a policy that its own history shows.
package enum HistoryLints {
    /// A written limit that was passed on more than this share of days is no alarm.
    static let maximumAlarmDays = 20.0

    /// Reads what can be read; what cannot is no problem of the policy.
    package static func problems(_ policy: Policy) -> [PolicyProblem] {
        let problems = PolicyProblems()
        var readers: [SourceReader] = []
        for source in policy.sources {
            do { readers.append(try SourceReader(source, policy: policy)) } catch {
                unreadable(
                    "the source \"\(source.name)\"", error: error,
                    rule: policy.checks.first { $0.source == source.name }, problems: problems)
            }
        }
        let last = readers.compactMap(\.lastSession).max()
        let end = policy.calendar.endOfDay(last ?? policy.calendar.span.upperBound)
        var ledger: ModelReader?
        do { ledger = try ModelReader(policy, readers: readers, through: end) } catch {
            unreadable(
                "the model's ledger", error: error, rule: policy.checks.first { $0.isAboutModel }, problems: problems)
        }
        if case .ledger(let files)? = policy.model, let ledger {
            let rejections = ledger.ledger(at: max(end, ledger.lastKnown ?? end)).rejections
            if let first = rejections.first {
                problems.lint(
                    files.node,
                    "\(rejections.count.counted("row")) of predictions and labels cannot be used, the first: \(first)")
            }
        }
        let history = DeploymentHistory(policy, readers: readers, model: ledger)
        for rule in policy.checks { add(rule, history: history, problems: problems) }
        return problems.all
    }

    private static func unreadable(
        _ what: String, error: any Error, rule: CheckRule?, problems: PolicyProblems
    ) {
        guard let rule else { return }
        problems.lint(
            rule.node, "\(what) cannot be read now, so its rules were not tried on history: \(error)")
    }

    private static func add(_ rule: CheckRule, history: DeploymentHistory, problems: PolicyProblems) {
        guard let instant = history.lastInstant(of: rule), let evidence = history.known(at: instant).evidence(for: rule)
        else { return }
        let contract = rule.source.flatMap(history.policy.source)?.contract
        for subject in rule.subjects {
            guard !rule.judgesByEvidence,
                let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence),
                let first = evaluator.timeline.days.first
            else { continue }
            let last = evaluator.timeline.asOfSession
            let limits = rule.limits.compactMap { limit -> Threshold? in
                if case .threshold(let threshold) = limit.limit { threshold } else { nil }
            }
            guard let threshold = limits.last, evaluator.estimatedRowVisits(at: last) <= RuleEvaluator.maximumRowVisits
            else { continue }
            let alarms = evaluator.history(from: first, through: last).alarms(threshold, consecutive: rule.consecutive)
            let share = 100 * Double(alarms.count { $0 }) / Double(max(1, alarms.count))
            guard share > maximumAlarmDays else { continue }
            let level = threshold.side == .above ? trendingLevel(rule, subject: subject, contract: contract) : nil
            let what = level == nil ? rule.metric.name : "the level of a trending column:"
            problems.lint(
                rule.node,
                """
                \(rule.label(of: subject)): \(what) \(threshold.side.rawValue) \(rule.unit.text(threshold.bound)) on \
                \(share.fixed(1)) % of the days of this history
                """,
                example: (level.map { "as: \($0.rawValue), " } ?? "")
                    + (rule.metric.has(.budget) ? "critical: budget 2 a year" : "judge: evidence"))
        }
    }

    /// The transform that would take the trend out of a level; nil where no level is compared.
    private static func trendingLevel(
        _ rule: CheckRule, subject: CheckRule.Subject, contract: Contract?
    ) -> Transform? {
        guard rule.metric.distance != nil, case .series(let series) = subject, !series.transform.isLagged,
            let column = contract?[series.column],
            column.type == .number || column.type == .integer
        else { return nil }
        return column.minimum.map { $0 >= 0 } ?? false ? .logReturn : .change
    }
}
