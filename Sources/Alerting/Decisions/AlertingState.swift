package import Core
package import Foundation

/// What decisions go on from: where every alert stands, and what is not resolved.
package struct AlertingState: Equatable, Sendable {
    /// How many changes the store had seen when this was read. A decision is committed only on the revision it rests on.
    package var revision: Int
    /// The latest instant that was decided.
    package var lastInstant: Date?
    package var alerts: [AlertKey: Alert]
    /// Those that are not resolved, by their opening, then in the order in which they were opened.
    package var incidents: [Incident]
    /// Those that are not over at the latest instant.
    package var silences: [Silence]

    package init(
        revision: Int = 0, lastInstant: Date? = nil, alerts: [AlertKey: Alert] = [:], incidents: [Incident] = [],
        silences: [Silence] = []
    ) {
        self.revision = revision
        self.lastInstant = lastInstant
        self.alerts = alerts
        self.incidents = incidents
        self.silences = silences
    }
}

/// What was decided at one instant: everything that is to be written, together or not at all.
package struct Decision: Equatable, Sendable {
    package let at: Date
    /// Whether it is that of a tick; else a person's.
    package let isTick: Bool
    /// The revision of the state that it was decided on; nil where it rests on no state.
    package let revision: Int?
    /// Alerts that are new or not as they were.
    package var alerts: [Alert] = []
    /// Incidents that are new or not as they were.
    package var incidents: [Incident] = []
    package var silences: [Silence] = []
    package var messages: [Message] = []
    package var audit: [AuditEntry] = []

    package init(at: Date, isTick: Bool, revision: Int? = nil) {
        self.at = at
        self.isTick = isTick
        self.revision = revision
    }
}

/// What a person wants of the alerts.
package enum Command: Equatable, Sendable {
    case acknowledge(incident: String, by: String, sessions: Int?)
    case mitigate(incident: String, by: String, sessions: Int?)
    case resolve(incident: String, by: String, reason: String)
    case close(incident: String, by: String)
    case silence(Silence)
    case endSilence(id: String, by: String)
    /// A channel cannot be told: it is a dead letter.
    case deadLetter(Message, reason: String)
    /// A dead letter is to be sent again after all; with its resolve, where the incident is over and none was written.
    case requeue(Message, by: String, hasResolve: Bool)
    /// A message is not to be sent.
    case drop(Message, by: String, reason: String)
}
