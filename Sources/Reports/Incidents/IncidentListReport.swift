package import Alerting
package import TradingCalendar

/// Incidents, oldest first.
package struct IncidentListReport: Sendable {
    package let incidents: [IncidentReport]
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    /// - Parameter messages: those about these incidents, in the order in which they were written.
    package init(_ incidents: [Incident], messages: [OutboxMessage], zone: ExchangeZone) {
        let byIncident = Dictionary(grouping: messages, by: \.message.incident)
        self.incidents = incidents.map { IncidentReport($0, messages: byIncident[$0.id] ?? []) }
        self.zone = zone
    }
}
