import Alerting
package import Core
import Foundation
package import Storage
package import TradingCalendar

/// Incidents with who was told of them: `bellwether incidents`.
package struct IncidentsView {
    private let incidents: [Incident]
    private let messages: [String: [OutboxMessage]]
    private let zone: ExchangeZone

    /// - Parameters:
    ///   - query: which incidents are wanted.
    ///   - zone: of the times that people read.
    package init(_ store: any MonitorStore, _ query: IncidentQuery = IncidentQuery(), zone: ExchangeZone) throws {
        incidents = try store.incidents(query)
        messages = Dictionary(
            grouping: try store.outbox(OutboxQuery(incidents: Set(incidents.map(\.id)))), by: \.message.incident)
        self.zone = zone
    }

    package var json: JSONValue { ["incidents": .array(incidents.map { $0.json(messages[$0.id] ?? []) })] }

    /// A line each, oldest first.
    package var text: String {
        guard !incidents.isEmpty else { return "no incident\n" }
        var rows = [["id", "opened", "resolved", "state", "severity", "root", "owners", "alerts", "told"]]
        for incident in incidents {
            let told = Set((messages[incident.id] ?? []).flatMap(\.message.teams)).sorted()
            rows.append([
                incident.id, zone.day(of: incident.openedAt).description,
                incident.state.resolvedAt.map { zone.day(of: $0).description } ?? "–", incident.state.name,
                incident.severity.rawValue, "\(incident.root.origin.layer.rawValue): \(incident.root.key)",
                incident.root.origin.owners.joined(separator: ", "), "\(incident.members.count)",
                told.isEmpty ? "nobody" : told.joined(separator: ", "),
            ])
        }
        return TextTable(rows, left: 9).lines.joined(separator: "\n") + "\n"
    }
}

extension Incident {
    /// - Parameter messages: of this incident, in the order in which they were written.
    func json(_ messages: [OutboxMessage]) -> JSONValue {
        let root = root
        return [
            "id": .string(id), "state": .string(state.name), "opened_at": .string(Timestamp.text(openedAt)),
            "resolved_at": JSONValue(state.resolvedAt.map { Timestamp.text($0) }),
            "severity": .string(severity.rawValue),
            "root": [
                "layer": .string(root.origin.layer.rawValue), "check": .string(root.key.check),
                "subject": .string(root.key.subject),
            ],
            "owners": JSONValue(root.origin.owners), "first_step": .string(root.origin.firstStep),
            "acknowledged_by": JSONValue(state.response?.by),
            "acknowledged_until": JSONValue(state.response.map { Timestamp.text($0.until) }),
            "alerts": .array(members.map(\.json)),
            "notified": .array(messages.flatMap { item in item.message.teams.map { item.json(team: $0) } }),
        ]
    }
}

extension Incident.Member {
    fileprivate var json: JSONValue {
        [
            "check": .string(key.check), "subject": .string(key.subject), "layer": .string(origin.layer.rawValue),
            "severity": .string(severity.rawValue), "owner": JSONValue(origin.owners),
            "pending_at": .string(Timestamp.text(pendingAt)), "fired_at": .string(Timestamp.text(firedAt)),
            "resolved_at": JSONValue(resolution.map { Timestamp.text($0.at) }),
            "reason": JSONValue(resolution?.reason.rawValue), "value": JSONValue(snapshot.value),
            "threshold": JSONValue(snapshot.threshold), "fired_because": .string(snapshot.reason),
            "evidence": .string(snapshot.evidence),
        ]
    }
}

extension OutboxMessage {
    /// As told to one of its teams; `state` says whether it was sent.
    fileprivate func json(team: String) -> JSONValue {
        [
            "team": .string(team), "channel": .string(message.channel), "kind": .string(message.kind.rawValue),
            "key": .string(message.key), "at": .string(Timestamp.text(message.at)),
            "severity": .string(message.severity.rawValue), "state": .string(state.rawValue),
        ]
    }
}
