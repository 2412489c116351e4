package import Core
package import Foundation

/// What one channel is told, once.
package struct Message: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The first of an incident to that channel.
        case fire
        case update
        case resolve
        /// That the monitor lives.
        case heartbeat
    }

    /// The id of the incident, or for a heartbeat the deployment.
    package let incident: String
    package let channel: String
    package let kind: Kind
    /// Of the incident's messages to that channel, from 1; of heartbeats the seconds since 1970.
    package let sequence: Int
    /// For whom it is; none for a heartbeat.
    package let teams: [String]
    package let at: Date
    package let severity: Severity
    package let content: Content

    /// What is said, in whatever form the channel gives it.
    package struct Content: Decodable, Equatable, Sendable {
        package struct Line: Decodable, Equatable, Sendable {
            package let check: String
            package let subject: String
            package let layer: String
            package let severity: String
            /// Instants as text.
            package let since: String
            package let resolvedAt: String?
            /// Value against threshold, in words.
            package let reason: String
            /// What it rests on, in one line.
            package let evidence: String

            package init(
                check: String, subject: String, layer: String, severity: String, since: String, resolvedAt: String?,
                reason: String, evidence: String
            ) {
                self.check = check
                self.subject = subject
                self.layer = layer
                self.severity = severity
                self.since = since
                self.resolvedAt = resolvedAt
                self.reason = reason
                self.evidence = evidence
            }
        }

        package let headline: String
        /// Why this is said now.
        package let why: String
        package let openedAt: String
        /// The root first.
        package let alerts: [Line]
        package let owners: [String]
        package let firstStep: String

        package init(
            headline: String, why: String, openedAt: String, alerts: [Line], owners: [String], firstStep: String
        ) {
            self.headline = headline
            self.why = why
            self.openedAt = openedAt
            self.alerts = alerts
            self.owners = owners
            self.firstStep = firstStep
        }
    }

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

    /// Stable: whoever gets it twice can tell.
    package var key: String { "\(incident)/\(channel)/\(kind.rawValue)/\(sequence)" }
}
