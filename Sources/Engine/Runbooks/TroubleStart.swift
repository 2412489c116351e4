package import Alerting
package import Checks
import Core
package import Foundation
package import PolicyFile
package import TradingCalendar

/// The first session that an alert is about: from where on data is to be repaired.
package enum TroubleStart {
    /// - Parameters:
    ///   - member: the alert.
    ///   - rule: its check; nil where the policy has it no more.
    ///   - instant: as seen then.
    package static func session(
        _ member: Incident.Member, rule: CheckRule?, policy: Policy, at instant: Date
    ) throws -> Day {
        let calendar = policy.calendar
        let lag = policy.alertRules.first { $0.check == member.key.check }?.lag ?? .none
        let pending = calendar.latestDue(at: member.pendingAt, lag: lag) ?? calendar.zone.day(of: member.pendingAt)
        guard let rule, rule.metric.has(.integrity) else { return pending }
        let only = rule.keeping { rule.name(of: $0) == member.key.subject } ?? rule
        let history = try DeploymentHistory.readable(policy, through: instant)
        let known = history.known(at: instant, rules: [only])
        guard let result = CheckRun(policy, known, asOf: instant, rules: [only], detail: .verdict).results.first,
            result.verdict == .warning || result.verdict == .critical
        else { return pending }
        return rule.metric.firstAffectedSession(result.measurement, calendar) ?? pending
    }
}
