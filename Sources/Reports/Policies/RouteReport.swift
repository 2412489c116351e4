import Alerting
import Checks
package import Core
package import PolicyFile

/// The teams that alerts of checks go to, with their channels and first steps.
package struct RouteReport: Sendable {
    package struct Route: Sendable {
        package let check: String
        package let severity: Severity
        package let team: String
        /// Empty where the team is not notified of this severity.
        package let channels: [String]
        package let firstStep: String
        package let layer: Layer
        /// The first subject of the check.
        package let subject: String
    }

    package let routes: [Route]

    /// - Parameters:
    ///   - check: the only check that is wanted; nil for all.
    ///   - severity: the only severity that is wanted; nil for those that the check's limits can give.
    package init(_ policy: Policy, check: String?, severity: Severity?) {
        let teams = Dictionary(policy.teams.map { ($0.name, $0) }) { first, _ in first }
        routes = policy.checks.filter { check == nil || $0.name == check }.flatMap { rule -> [Route] in
            let possible = [rule.warning == nil ? nil : Severity.warning, rule.critical == nil ? nil : .critical]
            return (severity.map { [$0] } ?? possible.compactMap { $0 }).flatMap { severity in
                rule.owner.map { team in
                    Route(
                        check: rule.name, severity: severity, team: team,
                        channels: teams[team]?.channels(for: severity) ?? [], firstStep: policy.firstStep(of: rule),
                        layer: rule.metric.layer, subject: rule.subjects.first.map(rule.name) ?? "")
                }
            }
        }
    }
}
