import Core

/// Teams that have to approve a step of a runbook.
extension DecisionBuilder {
    /// Notifies a team on its channels for the incident's severity, or where it has none, for another.
    mutating func askApproval(of team: String, for id: String, why: String) {
        guard let index = index(of: id) else { return }
        guard !incidents[index].isResolved else {
            return audit(.notTold, incident: id, "\(team): the incident is \(incidents[index].state.name): \(why)")
        }
        let own = incidents[index].severity
        let severities = [own, own == .critical ? .warning : .critical]
        guard let severity = severities.first(where: { !(decider.teams[team]?.channels(for: $0) ?? []).isEmpty }) else {
            return audit(.notTold, incident: id, "\(team): no channel: \(why)")
        }
        notifications.append(PendingNotification(team: team, severity: severity, why: why))
        sendNotifications(of: index)
    }
}
