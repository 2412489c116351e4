import Checks
package import Core
import Foundation
import Ingestion
import TradingCalendar

/// Doubts about a policy that its own history shows.
package enum HistoryLints {
    /// A written limit that was passed on more than this share of days is no alarm.
    static let mostAlarmDays = 20.0

    /// Reads the sources where they can be read; one that cannot is no problem of the policy.
    package static func problems(_ policy: Policy) -> [PolicyProblem] {
        let problems = PolicyProblems()
        for source in policy.sources {
            do {
                let reader = try SourceReader(source, policy: policy)
                for rule in policy.checks where rule.source == source.name { add(rule, reader, problems) }
            } catch {
                let node = policy.checks.first { $0.source == source.name }?.node
                if let node {
                    problems.lint(
                        node,
                        "the source \"\(source.name)\" cannot be read now, so its rules were not tried on history: \(error)"
                    )
                }
            }
        }
        return problems.all
    }

    private static func add(_ rule: CheckRule, _ reader: SourceReader, _ problems: PolicyProblems) {
        let last = reader.days.compactMap { $0 }.filter { reader.calendar.isSession($0) }.max()
        guard let last, let evidence = reader.evidence(at: reader.calendar.due(last, lag: reader.settings.lag)) else {
            return
        }
        for subject in rule.subjects {
            guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence),
                let first = evidence.days.first
            else { continue }
            let limits = rule.limits.compactMap { limit -> Threshold? in
                if case .threshold(let threshold) = limit.limit { threshold } else { nil }
            }
            guard let threshold = limits.last, evaluator.work(at: last) <= RuleEvaluator.mostWork else { continue }
            let alarms = evaluator.history(from: first, through: last).alarms(threshold, consecutive: rule.consecutive)
            let share = 100 * Double(alarms.count { $0 }) / Double(max(1, alarms.count))
            guard share > mostAlarmDays else { continue }
            let level = threshold.side == .above ? trendingLevel(rule, subject, reader.settings.contract) : nil
            let what = level == nil ? rule.metric.name : "the level of a trending column:"
            problems.lint(
                rule.node,
                "\(rule.label(of: subject)): \(what) \(threshold) on \(share.fixed(1)) % of the days of this history",
                example: (level.map { "as: \($0.rawValue), " } ?? "") + "critical: budget 2 a year")
        }
    }

    /// The transform that would take the trend out of a level; nil where no level is compared.
    private static func trendingLevel(
        _ rule: CheckRule, _ subject: CheckRule.Subject, _ contract: Contract
    ) -> Transform? {
        guard case .drift = rule.metric.kind, case .series(let series) = subject, !series.transform.isLagged,
            let column = contract[series.column],
            column.type == .number || column.type == .integer
        else { return nil }
        return column.minimum.map { $0 >= 0 } ?? false ? .logReturn : .change
    }
}
