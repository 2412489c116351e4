import Alerting
import Core
package import Foundation
package import PolicyFile
import TradingCalendar

/// Everything that channels would send of alerts, with their settings as they are written in the policy.
package struct RouteExampleReport: Sendable {
    package struct Example: Sendable {
        package let route: RouteReport.Route
        package let channel: String
        /// The first thing that the channel would send.
        package let lines: [String]
    }

    package let examples: [Example]

    /// - Parameter instant: of the alerts.
    package init(_ report: RouteReport, _ policy: Policy, at instant: Date) {
        examples = report.routes.flatMap { route in
            route.channels.compactMap { name in
                policy.channels.first { $0.name == name }.map { settings in
                    let message = RouteExampleReport.message(of: route, on: name, policy.deployment, at: instant)
                    var sequence = DeliveryChannel(asWritten: settings).sequence(
                        policy.decider.rendered(message), after: .init(), receipt: nil, at: instant)
                    return Example(route: route, channel: name, lines: sequence.next(nil).lines)
                }
            }
        }
    }

    private static func message(
        of route: RouteReport.Route, on channel: String, _ deployment: String, at instant: Date
    ) -> Message {
        let key = AlertKey(check: route.check, subject: route.subject)
        let line = Message.Content.Line(
            check: key.check, subject: key.subject, layer: route.layer, severity: route.severity,
            since: instant, resolvedAt: nil, reason: "the value against its threshold, in words",
            evidence: "the evidence in one line")
        return Message(
            incident: Incident.id(of: key, deployment: deployment, at: instant), channel: channel, kind: .fire,
            sequence: 1, teams: [route.team], at: instant, severity: route.severity,
            content: .init(
                headline: "\(route.severity.rawValue): \(key)", why: "an example: nothing has fired",
                openedAt: instant, alerts: [line], owners: [route.team], firstStep: route.firstStep))
    }
}
