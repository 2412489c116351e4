import Core
import Foundation
import TradingCalendar

/// Alerts that fire join incidents or open them, and incidents resolve.
extension DecisionBuilder {
    mutating func groupIntoIncidents() {
        let inOrder = fired.map { item in
            Incident.Member(
                key: AlertKey(check: item.rule.check, subject: item.evaluation.result.subject),
                origin: .init(item.rule), severity: item.firing.severity, pendingAt: item.firing.pendingSince,
                firedAt: item.firing.since, snapshot: snapshot(item.evaluation.result))
        }.enumerated().sorted { ($0.element.precedence, $0.offset) < ($1.element.precedence, $1.offset) }
        for (offset, member) in inOrder { joinOrOpen(member, of: fired[offset]) }
        for index in incidents.indices { followRoot(of: index) }
    }

    /// Takes note of a new incident, of a new root, of new owners and of a severity that voids a response.
    private mutating func followRoot(of index: Int) {
        guard let (root, severity) = before[incidents[index].id] else { return restartEscalation(of: index) }
        if incidents[index].root.key != root.key {
            changeRoot(of: index, from: root)
        } else if incidents[index].root.origin.owners != root.origin.owners {
            restartEscalation(of: index)
        }
        if incidents[index].severity > severity, incidents[index].state.response != nil {
            reopen(index, because: "the incident has become \(incidents[index].severity.rawValue)")
        }
    }

    private mutating func joinOrOpen(_ member: Incident.Member, of fired: FiredAlert) {
        let id: String
        if let index = matchingIncident(for: member, of: fired) {
            id = incidents[index].id
            join(member, to: index, because: fired.why)
        } else {
            id = self.id(openedBy: member.key)
            audit(.fired, incident: id, key: member.key, "\(member.severity.rawValue): \(fired.why)")
            audit(.opened, incident: id, key: member.key, reasonToOpen(for: member, of: fired))
            incidents.append(
                Incident(id: id, openedAt: instant, occasion: fired.evaluation.occasion, members: [member]))
        }
        worsened[id, default: []].append(member.key)
        if case .firing(var firing)? = alerts[member.key]?.state {
            firing.incident = id
            alerts[member.key]?.state = .firing(firing)
        }
    }

    private mutating func join(_ member: Incident.Member, to index: Int, because why: String) {
        let known = incidents[index].members.firstIndex { $0.key == member.key }
        if let known {
            incidents[index].members[known].resolution = nil
            incidents[index].members[known].severity = max(
                incidents[index].members[known].severity, member.severity)
            incidents[index].members[known].snapshot = member.snapshot
        } else {
            incidents[index].members.append(member)
        }
        let (id, root) = (incidents[index].id, incidents[index].root)
        audit(.fired, incident: id, key: member.key, "\(member.severity.rawValue): \(why)")
        audit(
            known != nil ? .again : .joined, incident: id, key: member.key,
            root.key == member.key
                ? "the incident that was opened at \(Timestamp.text(incidents[index].openedAt))"
                : "the incident of \(root.key), with which it shares \(names(shared: member, with: incidents[index]))")
    }

    private func names(shared member: Incident.Member, with incident: Incident) -> String {
        let shared = member.origin.names.filter { name in
            incident.members.contains { $0.key != member.key && $0.origin.names.contains(name) }
        }
        return shared.joined(separator: " and ")
    }

    /// The index of the incident that an alert joins.
    private func matchingIncident(for member: Incident.Member, of fired: FiredAlert) -> Int? {
        var first: Int?
        for index in incidents.indices where !incidents[index].isResolved && isRelated(member, to: incidents[index]) {
            guard isYoung(incidents[index], for: fired) else { continue }
            // An alert goes on in the incident where it has been before.
            if incidents[index].members.contains(where: { $0.key == member.key }) { return index }
            first = first ?? index
        }
        return first
    }

    private func isRelated(_ member: Incident.Member, to incident: Incident) -> Bool {
        incident.members.contains { other in other.origin.names.contains(where: member.origin.names.contains) }
    }

    /// True where an alert fires within the group window of its layer.
    private func isYoung(_ incident: Incident, for fired: FiredAlert) -> Bool {
        switch decider.settings.groupWindow(of: fired.rule.layer) {
        case .sessions(let window): sessions(since: incident, for: fired) <= window
        case .seconds(let window): instant.timeIntervalSince(incident.openedAt) <= Double(window)
        }
    }

    /// The sessions from the one at which an incident was opened to the one at which an alert fires.
    private func sessions(since incident: Incident, for fired: FiredAlert) -> Int {
        let opening = decider.calendar.session(of: incident.occasion, lag: lag(of: incident) ?? .none)
        let firing = decider.calendar.session(of: fired.evaluation.occasion, lag: fired.rule.lag)
        guard let opening, let firing else { return 0 }
        return decider.calendar.count(from: opening.advanced(by: 1), through: firing)
    }

    private func reasonToOpen(for member: Incident.Member, of fired: FiredAlert) -> String {
        let open = incidents.filter { !$0.isResolved }
        guard !open.isEmpty else { return "no other incident is open" }
        guard let youngest = open.last(where: { isRelated(member, to: $0) }) else {
            return "it shares no source and no model with an open incident"
        }
        let (age, limit) =
            switch decider.settings.groupWindow(of: fired.rule.layer) {
            case .sessions(let window): (sessions(since: youngest, for: fired).counted("session"), "\(window)")
            case .seconds(let window):
                (
                    DurationText.text(Int(instant.timeIntervalSince(youngest.openedAt))),
                    DurationText.text(window)
                )
            }
        return "the open incident of \(youngest.root.key) was opened \(age) before, and only \(limit) count"
    }

    /// Owners and first steps follow the current policy.
    mutating func refreshOrigins() {
        for index in incidents.indices where !incidents[index].isResolved {
            for member in incidents[index].members.indices {
                let key = incidents[index].members[member].key
                guard let rule = decider.ruleByCheck[key.check], rule.isAbout(key.subject) else { continue }
                incidents[index].members[member].origin = .init(rule)
            }
        }
    }

    private mutating func changeRoot(of index: Int, from former: Incident.Member) {
        let root = incidents[index].root
        formerOwners[incidents[index].id] = former.origin.owners
        let why = root.origin.layer == former.origin.layer ? "it comes first in its layer" : "its layer comes first"
        audit(
            .root, incident: incidents[index].id, key: root.key,
            "the root is \(root.key) and not \(former.key): \(why)")
        restartEscalation(of: index)
    }

    // MARK: - Responses and escalation

    /// Ends acknowledgements that have expired.
    mutating func endResponses() {
        for index in incidents.indices {
            guard let response = incidents[index].state.response, response.until <= instant else { continue }
            reopen(index, because: "what \(response.by) said has expired")
        }
    }

    /// Voids a response.
    private mutating func reopen(_ index: Int, because why: String) {
        audit(.reopened, incident: incidents[index].id, "\(incidents[index].state.name) no more: \(why)")
        incidents[index].state = .open
        restartEscalation(of: index)
    }

    /// Steps of the root's owners that were not done are due anew.
    mutating func restartEscalation(of index: Int) {
        let incident = incidents[index]
        let done = incident.steps.filter(\.isDone)
        let due = incident.root.origin.owners.flatMap { owner in
            (decider.teams[owner]?.escalation ?? []).enumerated().map { number, step in
                Incident.Step(
                    owner: owner, number: number, team: step.team,
                    due: incident.state == .open
                        ? decider.end(of: step.after, after: answerableFrom, lag: lag(of: incident)) : nil)
            }
        }
        incidents[index].steps =
            done + due.filter { step in !done.contains { $0.owner == step.owner && $0.number == step.number } }
    }

    // MARK: - Resolving

    mutating func resolve() {
        for index in incidents.indices where !incidents[index].isResolved && incidents[index].firing.isEmpty {
            incidents[index].state = .resolved(at: instant)
            for step in incidents[index].steps.indices { incidents[index].steps[step].due = nil }
            let reasons = Set(incidents[index].members.compactMap { $0.resolution?.reason.rawValue }).sorted()
            audit(
                .resolved, incident: incidents[index].id,
                "all alerts have resolved: \(reasons.joined(separator: ", "))")
            let threads = incidents[index].threads.sorted { $0.key < $1.key }.filter { !$0.value.isDead }
            for (channel, thread) in threads {
                sendResolve(of: index, to: channel, teams: thread.teams)
            }
        }
    }

    mutating func sendResolve(of index: Int, to channel: String, teams: [String]) {
        let changes = incidents[index].members.compactMap { member in
            alerts[member.key]?.ruleChange.map { "; the rule of \(member.key.check) has changed: \($0)" }
        }
        send(
            OutgoingNotice(
                kind: .resolve, channel: channel, teams: teams, severity: incidents[index].severity,
                why: "all alerts have resolved" + DecisionBuilder.distinct(changes).joined()),
            about: index)
    }
}
