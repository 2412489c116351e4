import Core
import Foundation
import TradingCalendar

/// Who is told, and why others are not.
extension DecisionBuilder {
    /// Tells teams what they do not know yet, and runs what is due of escalation.
    mutating func notify() {
        for at in incidents.indices where !incidents[at].isResolved {
            notifyTeams(at)
            escalate(at)
            send(at)
        }
    }

    private mutating func notifyTeams(_ at: Int) {
        var teams: [String] = []
        // Whom a step has told hears of what gets worse, too.
        let called = incidents[at].steps.filter(\.isDone).map(\.team)
        for team in incidents[at].members.flatMap(\.origin.owners) + called where !teams.contains(team) {
            teams.append(team)
        }
        for team in teams { notify(team, at) }
    }

    private mutating func notify(_ team: String, _ at: Int) {
        let incident = incidents[at]
        let own = incident.firing.filter { $0.origin.owners.contains(team) }
        let wasEscalatedTo = incident.steps.contains { $0.isDone && $0.team == team }
        let heard = (wasEscalatedTo ? incident.firing : own).filter { silence(of: $0) == nil }
        let news = worsened[incident.id, default: []].filter { key in own.contains { $0.key == key } }
        guard let severity = heard.map(severity).max() else {
            for key in news { recordNotNotified(team, key, incident, silenceReason(own.first { $0.key == key })) }
            return
        }
        let told = incident.told[team]
        let isNewOwner =
            formerOwners[incident.id].map {
                !$0.contains(team) && incident.root.origin.owners.contains(team)
            } ?? false
        guard told.map({ severity > $0 }) ?? true || isNewOwner else {
            for key in news {
                recordNotNotified(
                    team, key, incident,
                    silenceReason(own.first { $0.key == key })
                        ?? "told already (\(told?.rawValue ?? ""))")
            }
            return
        }
        guard hasChannel(team, severity) else {
            for key in news { recordNotNotified(team, key, incident, noChannel(team, severity)) }
            return
        }
        let why =
            told == nil
            ? "an alert of \(team) fires"
            : isNewOwner ? "\(team) owns the new root" : "it has become \(severity.rawValue)"
        incidents[at].told[team] = max(told ?? severity, severity)
        notifications.append(PendingNotification(team: team, severity: severity, why: why))
    }

    /// What an alert has now, which may be less than what it had before in its incident.
    private func severity(_ member: Incident.Member) -> Severity {
        alerts[member.key]?.firing?.severity ?? member.severity
    }

    private func hasChannel(_ team: String, _ severity: Severity) -> Bool {
        !(decider.teams[team]?.channels(severity) ?? []).isEmpty
    }

    private func noChannel(_ team: String, _ severity: Severity) -> String {
        decider.teams[team] == nil ? "no team of that name" : "no channel for \(severity.rawValue)"
    }

    private mutating func recordNotNotified(_ team: String, _ key: AlertKey, _ incident: Incident, _ why: String?) {
        audit("not told", incident: incident.id, key: key, "\(team): \(why ?? "nothing of it fires")")
    }

    /// The silence that keeps teams from hearing of an alert now.
    private func silence(of member: Incident.Member) -> Silence? {
        silences.first { $0.isActive(at: instant) && $0.matches(member, severity(member)) }
    }

    private func silenceReason(_ member: Incident.Member?) -> String? {
        member.flatMap { silence(of: $0) }.map {
            "silenced by \($0.author) until \(Timestamp.text($0.end)) (\($0.id)): \($0.reason)"
        }
    }

    // MARK: - Escalation

    private mutating func escalate(_ at: Int) {
        guard incidents[at].state == .open, !incidents[at].firing.isEmpty else { return }
        let isSilent = incidents[at].firing.allSatisfy { silence(of: $0) != nil }
        for step in incidents[at].steps.indices {
            let found = incidents[at].steps[step]
            guard !found.isDone, let due = found.due, due <= instant else { continue }
            let severity = incidents[at].severity
            guard !isSilent, hasChannel(found.team, severity) else {
                let why = isSilent ? "everything that fires is silenced" : noChannel(found.team, severity)
                // Once; then it waits.
                if due == instant { audit("not escalated", incident: incidents[at].id, "to \(found.team): \(why)") }
                continue
            }
            incidents[at].steps[step].isDone = true
            incidents[at].steps[step].due = nil
            audit(
                "escalated", incident: incidents[at].id,
                "to \(found.team): nobody of \(found.owner) has acknowledged it by \(Timestamp.text(due))")
            incidents[at].told[found.team] = max(incidents[at].told[found.team] ?? severity, severity)
            notifications.append(
                PendingNotification(
                    team: found.team, severity: severity, why: "nobody of \(found.owner) has acknowledged it"))
        }
    }

    // MARK: - Messages

    /// Writes what is to be said of an incident, one message a channel.
    private mutating func send(_ at: Int) {
        var channels: [String] = []
        var byChannel: [String: [PendingNotification]] = [:]
        for notification in notifications {
            for channel in reachableChannels(
                decider.teams[notification.team]?.channels(notification.severity) ?? [], at, notification)
            {
                if byChannel[channel] == nil { channels.append(channel) }
                byChannel[channel, default: []].append(notification)
            }
        }
        notifications = []
        guard !channels.isEmpty else { return }
        let lines = Message.Content.lines(incidents[at])
        for channel in channels {
            let notifications = byChannel[channel] ?? []
            var teams: [String] = []
            for notification in notifications where !teams.contains(notification.team) {
                teams.append(notification.team)
            }
            var whys: [String] = []
            for notification in notifications where !whys.contains(notification.why) { whys.append(notification.why) }
            send(
                at, incidents[at].threads[channel] == nil ? .fire : .update, channel, teams,
                notifications.map(\.severity).max() ?? .warning, whys.joined(separator: "; "), lines)
        }
    }

    /// The channels, the fallback in place of those that could not be told of the incident.
    private mutating func reachableChannels(_ channels: [String], _ at: Int, _ notification: PendingNotification)
        -> [String]
    {
        var reachable: [String] = []
        for channel in channels {
            let isDead = incidents[at].threads[channel]?.isDead == true
            if isDead {
                audit(
                    "not told", incident: incidents[at].id,
                    "\(notification.team) on \(channel): its fire is a dead letter")
            }
            let found = isDead ? decider.settings.fallback : channel
            guard let found, incidents[at].threads[found]?.isDead != true, !reachable.contains(found) else { continue }
            reachable.append(found)
        }
        return reachable
    }

    mutating func send(
        _ at: Int, _ kind: Message.Kind, _ channel: String, _ teams: [String], _ severity: Severity, _ why: String,
        _ lines: [Message.Content.Line]
    ) {
        var threads = incidents[at].threads[channel] ?? Incident.ChannelThread()
        threads.count += 1
        for team in teams where !threads.teams.contains(team) { threads.teams.append(team) }
        incidents[at].threads[channel] = threads
        let incident = incidents[at]
        messages.append(
            Message(
                incident: incident.id, channel: channel, kind: kind, sequence: threads.count, teams: teams, at: instant,
                severity: severity,
                content: .init(incident, kind: kind, severity: severity, why: why, for: teams, lines: lines)))
        audit(
            "told", incident: incident.id,
            "\(teams.joined(separator: " and ")) on \(channel) (\(kind.rawValue), \(severity.rawValue)), since \(why)")
    }

    /// Says that the monitor lives.
    mutating func heartbeat() {
        guard let channel = decider.settings.heartbeat else { return }
        messages.append(
            Message(
                incident: decider.deployment, channel: channel, kind: .heartbeat,
                sequence: Int(instant.timeIntervalSince1970), teams: [], at: instant, severity: .warning,
                content: .init(heartbeatOf: decider.deployment, at: instant)))
    }
}
