import Alerting
package import Core
import Foundation
package import Reports

extension IncidentListReport: JSONConvertible {
    package var json: JSONValue { .fields(["incidents": incidents]) }
}

extension IncidentReport: JSONConvertible {
    package var json: JSONValue {
        let (state, root) = (incident.state, incident.root)
        return .fields([
            "id": incident.id, "state": state.name, "opened_at": incident.openedAt, "resolved_at": state.resolvedAt,
            "severity": incident.severity,
            "root": JSONValue.fields([
                "layer": root.origin.layer, "check": root.key.check, "subject": root.key.subject,
            ]),
            "owners": root.origin.owners, "first_step": root.origin.firstStep,
            "acknowledged_by": state.response?.by, "acknowledged_until": state.response?.until,
            "alerts": incident.members.map(\.fields),
            "notified": messages.flatMap { item in item.message.teams.map { item.fields(for: $0) } },
        ])
    }
}

extension Incident.Member {
    fileprivate var fields: JSONValue {
        .fields([
            "check": key.check, "subject": key.subject, "layer": origin.layer, "severity": severity,
            "owner": origin.owners, "pending_at": pendingAt, "fired_at": firedAt, "resolved_at": resolution?.at,
            "reason": resolution?.reason.rawValue, "value": snapshot.value, "threshold": snapshot.threshold,
            "fired_because": snapshot.reason, "evidence": snapshot.evidence.line,
        ])
    }
}

extension OutboxMessage {
    /// As one of its teams was notified; `state` says whether it was sent.
    fileprivate func fields(for team: String) -> JSONValue {
        .fields([
            "team": team, "channel": message.channel, "kind": message.kind.rawValue, "key": message.key,
            "at": message.at, "severity": message.severity, "state": state.rawValue,
        ])
    }
}

extension IncidentTimelineReport: JSONConvertible {
    package var json: JSONValue { report.json.adding(["timeline": events]) }
}

extension IncidentTimelineReport.Event: JSONConvertible {
    package var json: JSONValue { .fields(["at": at, "what": name, "about": about, "text": words]) }
}
