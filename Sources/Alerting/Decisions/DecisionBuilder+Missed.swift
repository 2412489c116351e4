import Core

/// Channels that could not take a message are tried again, once a tick, while the incident is open: by then somebody
/// may have mended the address.
extension DecisionBuilder {
    /// The reason of a message in place of one that is a dead letter.
    static let missed = "it could not be delivered before"

    mutating func sendMissed(of index: Int) {
        // Where nothing was sent, as of what began in silence, nothing was missed.
        guard !incidents[index].threads.isEmpty,
            incidents[index].firing.contains(where: { silence(of: $0) == nil })
        else { return }
        var teams: [String: [String]] = [:]
        for team in incidents[index].told.keys.sorted() {
            for channel in missedChannels(of: team, in: incidents[index]) { teams[channel, default: []].append(team) }
        }
        for (channel, teams) in teams.sorted(by: { $0.key < $1.key }) {
            send(
                OutgoingNotice(
                    kind: kind(on: channel, of: index), channel: channel, teams: teams,
                    severity: teams.compactMap { incidents[index].told[$0] }.max() ?? .warning,
                    why: DecisionBuilder.missed),
                about: index)
        }
    }

    /// Channels on which a team was to be told and was not.
    private func missedChannels(of team: String, in incident: Incident) -> [String] {
        let own = decider.teams[team].map { $0.warningChannels + $0.criticalChannels } ?? []
        let wanted = incident.told[team].flatMap { decider.teams[team]?.channels(for: $0) } ?? []
        let fallback = decider.settings.fallback
        // A team whose channels were all replaced is told on the new ones where the old could not take it.
        let isReached = incident.threads.contains { name, thread in
            !thread.isDead && thread.teams.contains(team) && (name != fallback || own.contains(name))
        }
        var missed: [String] = []
        for channel in own + (fallback.map { [$0] } ?? []) where !missed.contains(channel) {
            if let thread = incident.threads[channel] {
                let isMissed = thread.isDead && !thread.isDropped || thread.hasMissed
                if isMissed, thread.teams.contains(team) { missed.append(channel) }
            } else if !isReached, wanted.contains(channel) {
                missed.append(channel)
            }
        }
        return missed
    }
}
