package import Core
package import Foundation

/// One message to one channel.
package struct Message: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The first of an incident to that channel.
        case fire
        case update
        case resolve
        /// A sign that the monitor is alive.
        case heartbeat
    }

    /// The id of the incident, or for a heartbeat the deployment.
    package let incident: String
    package let channel: String
    package let kind: Kind
    /// The number among the incident's messages to that channel, from 1; for a heartbeat, the seconds since 1970.
    package let sequence: Int
    /// The teams that it is for; none for a heartbeat.
    package let teams: [String]
    package let at: Date
    package let severity: Severity
    package let content: Content

    package init(
        incident: String, channel: String, kind: Kind, sequence: Int, teams: [String], at: Date, severity: Severity,
        content: Content
    ) {
        self.incident = incident
        self.channel = channel
        self.kind = kind
        self.sequence = sequence
        self.teams = teams
        self.at = at
        self.severity = severity
        self.content = content
    }

    /// Stable, so that a receiver can tell that it got a message twice.
    package var key: String { "\(incident)/\(channel)/\(kind.rawValue)/\(sequence)" }
}
