import Alerting
import Checks
package import Core
package import Foundation
package import PolicyFile
import TradingCalendar

/// Who would be told of an alert, how, and with which first step: `bellwether routes test`.
package struct RoutesView {
    private struct Route {
        let check: String
        let severity: Severity
        let team: String
        let channels: [String]
        let firstStep: String
        let layer: Layer
        let subject: String
    }

    private let policy: Policy
    private let routes: [Route]

    /// - Parameters:
    ///   - check: only of this one; nil for all.
    ///   - severity: only of this one; nil for those that the check's limits can give.
    package init(_ policy: Policy, check: String?, severity: Severity?) {
        self.policy = policy
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
                        channels: teams[team]?.channels(for: severity) ?? [], firstStep: policy.firstStep(of: rule),
                        layer: rule.metric.layer, subject: rule.subjects.first.map(rule.name) ?? "")
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

    // MARK: - What would be sent

    /// What each channel would be sent of such an alert, with its settings as they are written in the policy.
    /// - Parameter instant: of the alert.
    package func shown(at instant: Date) -> String {
        routes.flatMap { route in
            route.channels.compactMap { name in
                policy.channels.first { $0.name == name }.map { settings in
                    let channel = DeliveryChannel(asWritten: settings)
                    var sequence = channel.sequence(
                        policy.decider.rendered(example(route, on: name, at: instant)), after: .init(), receipt: nil,
                        at: instant)
                    let head = "\(name) for \(route.team): \(route.severity.rawValue) of \(route.check)"
                    return ([head] + sequence.next(nil).lines.map { "    \($0)" }).map(\.printable)
                        .joined(separator: "\n") + "\n"
                }
            }
        }.joined(separator: "\n")
    }

    private func example(_ route: Route, on channel: String, at instant: Date) -> Message {
        let key = AlertKey(check: route.check, subject: route.subject)
        let line = Message.Content.Line(
            check: key.check, subject: key.subject, layer: route.layer, severity: route.severity,
            since: instant, resolvedAt: nil, reason: "the value against its threshold, in words",
            evidence: "the evidence in one line")
        return Message(
            incident: Incident.id(of: key, deployment: policy.deployment, at: instant), channel: channel, kind: .fire,
            sequence: 1, teams: [route.team], at: instant, severity: route.severity,
            content: .init(
                headline: "\(route.severity.rawValue): \(key)", why: "an example: nothing has fired",
                openedAt: instant, alerts: [line], owners: [route.team], firstStep: route.firstStep))
    }
}
