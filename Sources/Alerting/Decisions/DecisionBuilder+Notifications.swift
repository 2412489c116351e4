import Core
import Foundation
import TradingCalendar

/// Teams are notified, or the reason why not is recorded.
extension DecisionBuilder {
    /// Notifies teams of everything that is new to them, and runs the steps of escalation that are due.
    mutating func notify() {
        for index in incidents.indices where !incidents[index].isResolved {
            notifyTeams(of: index)
            escalate(index)
            sendNotifications(of: index)
            sendMissed(of: index)
        }
    }

    /// Leaves notifications to a later instant of the same run, at which some of them may not be needed any more.
    mutating func postponeNotifications() {
        recordMissed("this instant was missed: notified at the latest one, if it is still so")
    }

    /// Counts teams as notified of everything that is new to them, and sends nothing. An incident of which nobody knows
    /// does not escalate.
    mutating func skipNotifications() {
        recordMissed("this instant was missed, and missed instants are silent")
        for index in incidents.indices where !incidents[index].isResolved {
            notifyTeams(of: index)
            notifications = []
            guard incidents[index].threads.isEmpty else { continue }
            for step in incidents[index].steps.indices { incidents[index].steps[step].due = nil }
        }
    }

    private mutating func recordMissed(_ why: String) {
        for incident in incidents where !incident.isResolved {
            let news = Set(worsened[incident.id, default: []])
            for member in incident.members where news.contains(member.key) {
                for team in member.origin.owners {
                    recordNotNotified(team, of: member.key, in: incident, because: why)
                }
            }
        }
    }

    private mutating func notifyTeams(of index: Int) {
        var teams: [String] = []
        // A team that was escalated to is notified of later changes, too.
        let escalatedTo = incidents[index].steps.filter(\.isDone).map(\.team)
        for team in incidents[index].members.flatMap(\.origin.owners) + escalatedTo where !teams.contains(team) {
            teams.append(team)
        }
        for team in teams { notify(team, of: index) }
    }

    private mutating func notify(_ team: String, of index: Int) {
        let incident = incidents[index]
        let own = incident.firing.filter { $0.origin.owners.contains(team) }
        let ownByKey = Dictionary(own.map { ($0.key, $0) }) { first, _ in first }
        let wasEscalatedTo = incident.steps.contains { $0.isDone && $0.team == team }
        let heard = (wasEscalatedTo ? incident.firing : own).filter { silence(of: $0) == nil }
        let news = worsened[incident.id, default: []].filter { ownByKey[$0] != nil }
        func silencedBecause(_ key: AlertKey) -> String? { silenceReason(ownByKey[key]) }
        func skip(_ reason: (AlertKey) -> String?) {
            for key in news { recordNotNotified(team, of: key, in: incident, because: reason(key)) }
        }
        guard let severity = heard.map(severity).max() else { return skip(silencedBecause) }
        let told = incident.told[team]
        let ownsNewRoot =
            formerOwners[incident.id].map {
                !$0.contains(team) && incident.root.origin.owners.contains(team)
            } ?? false
        guard told.map({ severity > $0 }) ?? true || ownsNewRoot else {
            return skip { silencedBecause($0) ?? "told already (\(told?.rawValue ?? ""))" }
        }
        guard hasChannel(team, for: severity) else { return skip { _ in noChannel(team, for: severity) } }
        let why =
            told == nil
            ? "an alert of \(team) fires"
            : ownsNewRoot ? "\(team) owns the new root" : "it has become \(severity.rawValue)"
        incidents[index].told[team] = max(told ?? severity, severity)
        notifications.append(PendingNotification(team: team, severity: severity, why: why))
    }

    /// The severity that an alert has now, which may be lower than before in its incident.
    private func severity(_ member: Incident.Member) -> Severity {
        alerts[member.key]?.firing?.severity ?? member.severity
    }

    private func hasChannel(_ team: String, for severity: Severity) -> Bool {
        !(decider.teams[team]?.channels(for: severity) ?? []).isEmpty
    }

    private func noChannel(_ team: String, for severity: Severity) -> String {
        decider.teams[team] == nil ? "no team of that name" : "no channel for \(severity.rawValue)"
    }

    private mutating func recordNotNotified(
        _ team: String, of key: AlertKey, in incident: Incident, because why: String?
    ) {
        audit(.notTold, incident: incident.id, key: key, "\(team): \(why ?? "nothing of it fires")")
    }

    /// The silence that holds notifications of an alert back now.
    func silence(of member: Incident.Member) -> Silence? {
        silences.first { $0.isActive(at: instant) && $0.matches(member, severity: severity(member)) }
    }

    private func silenceReason(_ member: Incident.Member?) -> String? {
        member.flatMap { silence(of: $0) }.map {
            "silenced by \($0.author) until \(Timestamp.text($0.end)) (\($0.id)): \($0.reason)"
        }
    }

    // MARK: - Escalation

    private mutating func escalate(_ index: Int) {
        guard incidents[index].state == .open, !incidents[index].firing.isEmpty else { return }
        let isSilent = incidents[index].firing.allSatisfy { silence(of: $0) != nil }
        // Where several steps became due while nothing ran, the later ones wait for an answer to the first.
        var latest = Date.distantFuture
        for step in incidents[index].steps.indices {
            let found = incidents[index].steps[step]
            guard !found.isDone, let due = found.due, due <= instant else { continue }
            if timing.answerableFrom != nil, due > latest {
                incidents[index].steps[step].due = restartedDue(of: found, in: incidents[index])
                continue
            }
            let severity = incidents[index].severity
            guard !isSilent, hasChannel(found.team, for: severity) else {
                let why = isSilent ? "everything that fires is silenced" : noChannel(found.team, for: severity)
                // Recorded at the first tick that finds it due; after that it waits.
                if previousInstant.map({ $0 < due }) ?? true {
                    audit(.notEscalated, incident: incidents[index].id, "to \(found.team): \(why)")
                }
                continue
            }
            latest = min(latest, due)
            incidents[index].steps[step].isDone = true
            incidents[index].steps[step].due = nil
            audit(
                .escalated, incident: incidents[index].id,
                "to \(found.team): nobody of \(found.owner) has acknowledged it by \(Timestamp.text(due))")
            incidents[index].told[found.team] = max(incidents[index].told[found.team] ?? severity, severity)
            notifications.append(
                PendingNotification(
                    team: found.team, severity: severity, why: "nobody of \(found.owner) has acknowledged it"))
        }
    }

    /// The instant at which a step is due that counts from now.
    private func restartedDue(of step: Incident.Step, in incident: Incident) -> Date? {
        let steps = decider.teams[step.owner]?.escalation ?? []
        guard steps.indices.contains(step.number) else { return nil }
        return decider.end(of: steps[step.number].after, after: answerableFrom, lag: lag(of: incident))
    }

    // MARK: - Messages

    /// Writes the notifications of an incident, one message a channel.
    mutating func sendNotifications(of index: Int) {
        var channels: [String] = []
        var byChannel: [String: [PendingNotification]] = [:]
        for notification in notifications {
            for channel in reachableChannels(for: notification, of: index) {
                if byChannel[channel] == nil { channels.append(channel) }
                byChannel[channel, default: []].append(notification)
            }
        }
        notifications = []
        let isWaiting = incidents[index].steps.allSatisfy { $0.due == nil } && incidents[index].state == .open
        // Nobody knew of it before, so nobody could have answered.
        if isWaiting, incidents[index].threads.isEmpty, !channels.isEmpty { restartEscalation(of: index) }
        for channel in channels {
            let notifications = byChannel[channel] ?? []
            send(
                OutgoingNotice(
                    kind: kind(on: channel, of: index), channel: channel,
                    teams: DecisionBuilder.distinct(notifications.map(\.team)),
                    severity: notifications.map(\.severity).max() ?? .warning,
                    why: DecisionBuilder.distinct(notifications.map(\.why)).joined(separator: "; ")),
                about: index)
        }
    }

    /// The fire is the first message that a channel takes.
    func kind(on channel: String, of index: Int) -> Message.Kind {
        incidents[index].threads[channel].map { !$0.isDead } ?? false ? .update : .fire
    }

    static func distinct(_ texts: [String]) -> [String] {
        var found: [String] = []
        for text in texts where !found.contains(text) { found.append(text) }
        return found
    }

    /// The channels of a team for a severity. One that could not take the fire is tried again, beside the fallback.
    private mutating func reachableChannels(for notification: PendingNotification, of index: Int) -> [String] {
        var reachable: [String] = []
        for channel in decider.teams[notification.team]?.channels(for: notification.severity) ?? [] {
            let thread = incidents[index].threads[channel]
            if thread?.isDropped == true {
                audit(
                    .notTold, incident: incidents[index].id, "\(notification.team) on \(channel): its fire was dropped")
            }
            for found in [channel, thread?.isDead == true ? decider.settings.fallback : nil].compactMap(\.self)
            where incidents[index].threads[found]?.isDropped != true && !reachable.contains(found) {
                reachable.append(found)
            }
        }
        return reachable
    }

    mutating func send(_ notice: OutgoingNotice, about index: Int) {
        let lines = Message.Content.lines(incidents[index], now: alerts, evaluations: evaluations)
        var thread = incidents[index].threads[notice.channel] ?? Incident.ChannelThread()
        thread.count += 1
        if notice.kind == .fire { thread.isDead = false }
        thread.hasMissed = false
        for team in notice.teams where !thread.teams.contains(team) { thread.teams.append(team) }
        incidents[index].threads[notice.channel] = thread
        let incident = incidents[index]
        messages.append(
            Message(
                incident: incident.id, channel: notice.channel, kind: notice.kind, sequence: thread.count,
                teams: notice.teams, at: instant, severity: notice.severity,
                content: .init(
                    incident, kind: notice.kind, severity: notice.severity, why: notice.why, for: notice.teams,
                    lines: lines)))
        let teams = notice.teams.joined(separator: " and ")
        audit(
            .told, incident: incident.id,
            "\(teams) on \(notice.channel) (\(notice.kind.rawValue), \(notice.severity.rawValue)), since \(notice.why)")
    }

    /// Shows that the monitor is alive.
    mutating func heartbeat() {
        guard let channel = decider.settings.heartbeat else { return }
        messages.append(
            Message(
                incident: decider.deployment, channel: channel, kind: .heartbeat,
                sequence: Int(instant.timeIntervalSince1970), teams: [], at: instant, severity: .warning,
                content: .init(heartbeatOf: decider.deployment, at: instant)))
    }
}
