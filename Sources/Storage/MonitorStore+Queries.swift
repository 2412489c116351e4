package import Alerting

extension MonitorStore {
    /// - Parameter id: the whole id.
    package func incident(id: String) throws -> Incident? { try incidents(IncidentQuery(ids: [id])).first }

    /// All incidents, in the order in which they were opened.
    package func incidents() throws -> [Incident] { try incidents(IncidentQuery()) }

    package func outbox(_ states: Set<OutboxState>) throws -> [OutboxMessage] {
        try outbox(OutboxQuery(states: states))
    }

    /// The messages of a query with all others of their incidents.
    package func outboxWithIncidents(_ query: OutboxQuery) throws -> [OutboxMessage] {
        let items = try outbox(query)
        let incidents = Set(items.filter { $0.message.kind != .heartbeat }.map(\.message.incident))
        let all = try items + outbox(OutboxQuery(incidents: incidents))
        return try outbox(keys: all.map(\.message.key))
    }

    /// The messages of some keys; those that are not there are left out.
    package func outbox(keys: [String]) throws -> [OutboxMessage] { try outbox(OutboxQuery(keys: Set(keys))) }
}
