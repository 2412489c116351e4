package import Alerting

/// An incident with the messages that were written about it.
package struct IncidentReport: Sendable {
    package let incident: Incident
    /// In the order in which they were written.
    package let messages: [OutboxMessage]

    package init(_ incident: Incident, messages: [OutboxMessage]) {
        self.incident = incident
        self.messages = messages
    }

    /// The teams that a message was for, by name.
    package var notifiedTeams: [String] { Set(messages.flatMap(\.message.teams)).sorted() }
}
