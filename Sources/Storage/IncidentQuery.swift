package import Alerting

/// A query of incidents: those for which all conditions hold, in the order in which they were opened.
package struct IncidentQuery: Equatable, Sendable {
    package var ids: Set<String>?
    /// The beginning of the id.
    package var prefix: String?
    package var statuses: Set<Incident.Status>?
    /// The id of the incident after which they are wanted.
    package var after: String?
    package var limit: Int?

    package init(
        ids: Set<String>? = nil, prefix: String? = nil, statuses: Set<Incident.Status>? = nil, after: String? = nil,
        limit: Int? = nil
    ) {
        self.ids = ids
        self.prefix = prefix
        self.statuses = statuses
        self.after = after
        self.limit = limit
    }

    /// Tells if an incident is wanted, apart from ``after`` and ``limit``.
    func matches(_ incident: Incident) -> Bool {
        ids?.contains(incident.id) ?? true && prefix.map(incident.id.hasPrefix) ?? true
            && statuses?.contains(incident.state.status) ?? true
    }
}
