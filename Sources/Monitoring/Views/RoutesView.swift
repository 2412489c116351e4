import Alerting
import Checks
package import Core
import Presentation

/// Who would be told of an alert, how, and with which first step: `bellwether routes test`.
package struct RoutesView {
    private struct Route {
        let check: String
        let severity: Severity
        let team: String
        let channels: [String]
        let firstStep: String
    }

    private let routes: [Route]

    /// - Parameters:
    ///   - check: only of this one; nil for all.
    ///   - severity: only of this one; nil for those that the check's limits can give.
    package init(_ policy: Policy, check: String?, severity: Severity?) {
        let teams = Dictionary(policy.teams.map { ($0.name, $0) }) { first, _ in first }
        routes = policy.checks.filter { check == nil || $0.name == check }.flatMap { rule -> [Route] in
            let possible: [Severity] =
                severity.map { [$0] }
                ?? [
                    rule.warning == nil ? nil : .warning, rule.critical == nil ? nil : .critical,
                ].compactMap { $0 }
            return possible.flatMap { severity in
                rule.owner.map { team in
                    Route(
                        check: rule.name, severity: severity, team: team,
                        channels: teams[team]?.channels(severity) ?? [], firstStep: policy.firstStep(of: rule))
                }
            }
        }
    }

    package var text: String {
        let rows =
            [["check", "severity", "team", "channels", "first step"]]
            + routes.map { route in
                [
                    route.check, route.severity.rawValue, route.team,
                    route.channels.isEmpty ? "none: not told" : route.channels.joined(separator: ", "), route.firstStep,
                ]
            }
        return TextTable(rows, left: 5).lines.joined(separator: "\n") + "\n"
    }

    package var json: JSONValue {
        [
            "routes": .array(
                routes.map { route in
                    [
                        "check": .string(route.check), "severity": .string(route.severity.rawValue),
                        "team": .string(route.team), "channels": JSONValue(route.channels),
                        "first_step": .string(route.firstStep),
                    ]
                })
        ]
    }
}
