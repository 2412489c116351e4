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
        _ member: Incident.Member, _ rule: CheckRule?, _ policy: Policy, at instant: Date
    ) throws -> Day {
        let calendar = policy.calendar
        let lag = policy.alertRules.first { $0.check == member.key.check }?.lag ?? .none
        let pending = calendar.latestDue(at: member.pendingAt, lag: lag) ?? calendar.zone.day(of: member.pendingAt)
        guard let rule, rule.metric.isIntegrity else { return pending }
        let only = rule.keeping { rule.name(of: $0) == member.key.subject } ?? rule
        let history = try DeploymentHistory.readable(policy, through: instant)
        let known = history.known(at: instant, rules: [only])
        guard let result = CheckRun(policy, known, asOf: instant, rules: [only], depth: .verdict).results.first,
            result.verdict == .warning || result.verdict == .critical
        else { return pending }
        let details = result.measurement.details
        func day(_ name: String) -> Day? {
            if case .string(let text)? = details[name] { Day(iso: text) } else { nil }
        }
        switch rule.metric.kind {
        case .nullPercent: return day("first_null_session") ?? pending
        case .schema: return result.measurement.window?.first ?? pending
        case .sessionsBehind:
            let latest = day("latest_row").map { calendar.firstPosition(from: $0.advanced(by: 1)) }
            return latest.flatMap { calendar.sessions.indices.contains($0) ? calendar.sessions[$0] : nil } ?? pending
        default: return pending
        }
    }
}
