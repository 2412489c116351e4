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
        // Of several rows a session the one before may be another ticker's.
        let hasChanges = contract.map { $0.key == [$0.time] } ?? false
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
            let trend =
                threshold.side == .above && hasChanges
                ? HistoryLints.trend(rule, subject: subject, evidence: evidence) : nil
            let level = trend.flatMap { trend in
                helps(trend.transform, rule, of: trend.column, evidence: evidence, beyond: threshold, share: share)
                    ? trend.transform : nil
            }
            let what = trend == nil ? rule.metric.name : "the level of a trending column:"
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

    /// The trend of a level that is compared with its past, with the transform that would take it out; nil where it has
    /// none.
    private static func trend(
        _ rule: CheckRule, subject: CheckRule.Subject, evidence: Evidence
    ) -> (column: String, transform: Transform)? {
        guard rule.metric.distance != nil, case .series(let series) = subject, !series.transform.isLagged,
            case .source(let source) = evidence, let trend = source.trend(of: series.column)
        else { return nil }
        return (series.column, trend.transform)
    }

    /// True if the rule would be on at most half as often on the transformed column.
    private static func helps(
        _ transform: Transform, _ rule: CheckRule, of column: String, evidence: Evidence,
        beyond threshold: Threshold, share: Double
    ) -> Bool {
        let changes = CheckRule.Subject.series(.init(column: column, transform: transform))
        guard let evaluator = RuleEvaluator(rule: rule, subject: changes, evidence: evidence),
            let first = evaluator.timeline.days.first
        else { return false }
        let alarms = evaluator.history(from: first, through: evaluator.timeline.asOfSession)
            .alarms(threshold, consecutive: rule.consecutive)
        let onDays = 100 * Double(alarms.count { $0 })
        return !alarms.isEmpty && onDays <= share / 2 * Double(alarms.count)
    }
}
