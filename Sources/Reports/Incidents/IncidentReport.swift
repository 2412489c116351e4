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

    /// A team that was to be told.
    package struct Notified: Sendable {
        package let team: String
        /// Channels on which the latest news was not delivered, and none is on its way.
        package let failed: [String]
        /// Channels on which the latest news waits.
        package let waiting: [String]
        /// True where the latest news was delivered on one of its channels.
        package let isReached: Bool
    }

    /// The teams that a message was for, by name.
    package var notifiedTeams: [Notified] {
        let news = messages.filter { $0.message.kind != .resolve }
        return Set(messages.flatMap(\.message.teams)).sorted().map { team in
            let own = news.filter { $0.message.teams.contains(team) }
            let latest = Dictionary(grouping: own, by: \.message.channel).compactMapValues(\.last)
            func channels(_ states: Set<OutboxState>) -> [String] {
                latest.filter { states.contains($0.value.state) }.keys.sorted()
            }
            return Notified(
                team: team, failed: channels([.dead, .dropped]), waiting: channels([.pending]),
                isReached: own.isEmpty || !channels([.delivered, .withheld]).isEmpty)
        }
    }

    /// Dead letters, in the order in which they were written.
    package var deadLetters: [OutboxMessage] { messages.filter { $0.state == .dead } }
}
