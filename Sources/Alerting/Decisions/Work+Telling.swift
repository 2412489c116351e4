import Core
import Foundation
import TradingCalendar

/// Who is told, and why others are not.
extension Work {
    /// Tells teams what they do not know yet, and runs what is due of escalation.
    mutating func tell() {
        for at in incidents.indices where !incidents[at].isResolved {
            tellTeams(at)
            escalate(at)
            send(at)
        }
    }

    private mutating func tellTeams(_ at: Int) {
        var teams: [String] = []
        // Whom a step has told hears of what gets worse, too.
        let called = incidents[at].steps.filter(\.isDone).map(\.team)
        for team in incidents[at].members.flatMap(\.origin.owners) + called where !teams.contains(team) {
            teams.append(team)
        }
        for team in teams { tell(team, at) }
    }

    private mutating func tell(_ team: String, _ at: Int) {
        let incident = incidents[at]
        let own = incident.firing.filter { $0.origin.owners.contains(team) }
        let isCalled = incident.steps.contains { $0.isDone && $0.team == team }
        let heard = (isCalled ? incident.firing : own).filter { silence(of: $0) == nil }
        let news = worsened[incident.id, default: []].filter { key in own.contains { $0.key == key } }
        guard let severity = heard.map(severity).max() else {
            for key in news { notTold(team, key, incident, silenceReason(own.first { $0.key == key })) }
            return
        }
        let told = incident.told[team]
        let isNewOwner =
            formerOwners[incident.id].map {
                !$0.contains(team) && incident.root.origin.owners.contains(team)
            } ?? false
        guard told.map({ severity > $0 }) ?? true || isNewOwner else {
            for key in news {
                notTold(
                    team, key, incident,
                    silenceReason(own.first { $0.key == key })
                        ?? "told already (\(told?.rawValue ?? ""))")
            }
            return
        }
        guard hasChannel(team, severity) else {
            for key in news { notTold(team, key, incident, noChannel(team, severity)) }
            return
        }
        let why =
            told == nil
            ? "an alert of \(team) fires"
            : isNewOwner ? "\(team) owns the new root" : "it has become \(severity.rawValue)"
        incidents[at].told[team] = max(told ?? severity, severity)
        posts.append(Post(team: team, severity: severity, why: why))
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

    private mutating func notTold(_ team: String, _ key: AlertKey, _ incident: Incident, _ why: String?) {
        note("not told", incident: incident.id, key: key, "\(team): \(why ?? "nothing of it fires")")
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
                if due == instant { note("not escalated", incident: incidents[at].id, "to \(found.team): \(why)") }
                continue
            }
            incidents[at].steps[step].isDone = true
            incidents[at].steps[step].due = nil
            note(
                "escalated", incident: incidents[at].id,
                "to \(found.team): nobody of \(found.owner) has acknowledged it by \(Timestamp.text(due))")
            incidents[at].told[found.team] = max(incidents[at].told[found.team] ?? severity, severity)
            posts.append(
                Post(team: found.team, severity: severity, why: "nobody of \(found.owner) has acknowledged it"))
        }
    }

    // MARK: - Messages

    /// Writes what is to be said of an incident, one message a channel.
    private mutating func send(_ at: Int) {
        var channels: [String] = []
        var byChannel: [String: [Post]] = [:]
        for post in posts {
            for channel in living(decider.teams[post.team]?.channels(post.severity) ?? [], at, post) {
                if byChannel[channel] == nil { channels.append(channel) }
                byChannel[channel, default: []].append(post)
            }
        }
        posts = []
        guard !channels.isEmpty else { return }
        let lines = Message.Content.lines(incidents[at])
        for channel in channels {
            let posts = byChannel[channel] ?? []
            var teams: [String] = []
            for post in posts where !teams.contains(post.team) { teams.append(post.team) }
            var whys: [String] = []
            for post in posts where !whys.contains(post.why) { whys.append(post.why) }
            send(
                at, incidents[at].letters[channel] == nil ? .fire : .update, channel, teams,
                posts.map(\.severity).max() ?? .warning, whys.joined(separator: "; "), lines)
        }
    }

    /// The channels, the fallback in place of those that could not be told of the incident.
    private mutating func living(_ channels: [String], _ at: Int, _ post: Post) -> [String] {
        var living: [String] = []
        for channel in channels {
            let isDead = incidents[at].letters[channel]?.isDead == true
            if isDead {
                note("not told", incident: incidents[at].id, "\(post.team) on \(channel): its fire is a dead letter")
            }
            let found = isDead ? decider.settings.fallback : channel
            guard let found, incidents[at].letters[found]?.isDead != true, !living.contains(found) else { continue }
            living.append(found)
        }
        return living
    }

    mutating func send(
        _ at: Int, _ kind: Message.Kind, _ channel: String, _ teams: [String], _ severity: Severity, _ why: String,
        _ lines: [Message.Content.Line]
    ) {
        var letters = incidents[at].letters[channel] ?? Incident.Correspondence()
        letters.count += 1
        for team in teams where !letters.teams.contains(team) { letters.teams.append(team) }
        incidents[at].letters[channel] = letters
        let incident = incidents[at]
        messages.append(
            Message(
                incident: incident.id, channel: channel, kind: kind, sequence: letters.count, teams: teams, at: instant,
                severity: severity,
                content: .init(incident, kind: kind, severity: severity, why: why, for: teams, lines: lines)))
        note(
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
