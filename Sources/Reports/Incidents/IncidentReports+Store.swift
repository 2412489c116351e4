package import Alerting
import Core
import Foundation
package import Storage
package import TradingCalendar

extension IncidentListReport {
    package static func read(
        _ query: IncidentQuery = IncidentQuery(), from store: any MonitorStore, zone: ExchangeZone
    ) throws -> IncidentListReport {
        let incidents = try store.incidents(query)
        return IncidentListReport(
            incidents, messages: try store.outbox(OutboxQuery(incidents: Set(incidents.map(\.id)))), zone: zone)
    }
}

extension IncidentTimelineReport {
    package static func read(
        _ incident: Incident, from store: any MonitorStore, zone: ExchangeZone
    ) throws -> IncidentTimelineReport {
        IncidentTimelineReport(
            IncidentReport(incident, messages: try store.outbox(OutboxQuery(incidents: [incident.id]))),
            observations: try incident.members.map { member in
                let end = member.resolution?.at ?? .distantFuture
                return try store.observations(of: member.key, known: member.pendingAt...max(member.pendingAt, end))
            },
            decisions: try decisions(about: incident, in: store), zone: zone)
    }

    private static func decisions(about incident: Incident, in store: any MonitorStore) throws -> [AuditRow] {
        var all: [AuditRow] = []
        while true {
            let rows = try store.audit(incident: incident.id, after: all.last?.sequence ?? 0, limit: 1_000)
            guard !rows.isEmpty else { return all }
            all += rows
        }
    }
}
