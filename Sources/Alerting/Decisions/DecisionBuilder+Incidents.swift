import Core
import Foundation
import TradingCalendar

/// Alerts that fire join incidents or open them, and incidents resolve.
extension DecisionBuilder {
    mutating func joinOrOpen() {
        let inOrder = fired.map { item in
            Incident.Member(
                key: AlertKey(check: item.rule.check, subject: item.evaluation.result.subject),
                origin: .init(item.rule), severity: item.firing.severity, pendingAt: item.firing.pendingSince,
                firedAt: item.firing.since, snapshot: snapshot(item.evaluation.result))
        }.enumerated().sorted { ($0.element.precedence, $0.offset) < ($1.element.precedence, $1.offset) }
        for (offset, member) in inOrder {
            joinOrOpen(member, session: fired[offset].evaluation.session, fired[offset].why)
        }
        for at in incidents.indices {
            guard let (root, severity) = before[incidents[at].id] else {
                restartEscalation(at)
                continue
            }
            if incidents[at].root.key != root.key {
                changeRoot(at, from: root)
            } else if incidents[at].root.origin.owners != root.origin.owners {
                restartEscalation(at)
            }
            if incidents[at].severity > severity, incidents[at].state.response != nil {
                reopen(at, "the incident has become \(incidents[at].severity.rawValue)")
            }
        }
    }

    private mutating func joinOrOpen(_ member: Incident.Member, session: Day, _ why: String) {
        let id: String
        if let at = matchingIncident(for: member, session: session) {
            id = incidents[at].id
            let isKnown = incidents[at].members.contains { $0.key == member.key }
            if let known = incidents[at].members.firstIndex(where: { $0.key == member.key }) {
                incidents[at].members[known].resolution = nil
                incidents[at].members[known].severity = max(incidents[at].members[known].severity, member.severity)
                incidents[at].members[known].snapshot = member.snapshot
            } else {
                incidents[at].members.append(member)
            }
            let root = incidents[at].root
            audit("fired", incident: id, key: member.key, "\(member.severity.rawValue): \(why)")
            audit(
                isKnown ? "again" : "joined", incident: id, key: member.key,
                root.key == member.key
                    ? "the incident that was opened at \(Timestamp.text(incidents[at].openedAt))"
                    : "the incident of \(root.key), with which it shares \(shared(member, incidents[at]))")
        } else {
            id = Incident.id(member.key, deployment: decider.deployment, at: instant)
            audit("fired", incident: id, key: member.key, "\(member.severity.rawValue): \(why)")
            audit("opened", incident: id, key: member.key, whyNotJoined(member, session: session))
            incidents.append(Incident(id: id, openedAt: instant, session: session, members: [member]))
        }
        worsened[id, default: []].append(member.key)
        if case .firing(var firing)? = alerts[member.key]?.state {
            firing.incident = id
            alerts[member.key]?.state = .firing(firing)
        }
    }

    private func shared(_ member: Incident.Member, _ incident: Incident) -> String {
        let theirs = Set(incident.members.filter { $0.key != member.key }.flatMap(\.origin.names))
        return member.origin.names.filter(theirs.contains).joined(separator: " and ")
    }

    /// The incident that an alert joins.
    private func matchingIncident(for member: Incident.Member, session: Day) -> Int? {
        var first: Int?
        for at in incidents.indices where !incidents[at].isResolved && isRelated(member, incidents[at]) {
            guard age(incidents[at], at: session) <= decider.settings.groupWindow else { continue }
            // Where it has been already it goes on.
            if incidents[at].members.contains(where: { $0.key == member.key }) { return at }
            first = first ?? at
        }
        return first
    }

    private func isRelated(_ member: Incident.Member, _ incident: Incident) -> Bool {
        incident.members.contains { other in other.origin.names.contains(where: member.origin.names.contains) }
    }

    /// Sessions since it was opened.
    private func age(_ incident: Incident, at session: Day) -> Int {
        decider.calendar.count(from: incident.session.advanced(by: 1), through: session)
    }

    private func whyNotJoined(_ member: Incident.Member, session: Day) -> String {
        let open = incidents.filter { !$0.isResolved }
        guard !open.isEmpty else { return "no other incident is open" }
        let related = open.filter { isRelated(member, $0) }
        guard let youngest = related.last else { return "it shares no source and no model with an open incident" }
        return
            "the open incident of \(youngest.root.key) was opened \(age(youngest, at: session).counted("session")) before, and only \(decider.settings.groupWindow) count"
    }

    /// Whose alerts are, and what is done first, is what the policy says now.
    mutating func refreshOrigins() {
        for at in incidents.indices where !incidents[at].isResolved {
            for member in incidents[at].members.indices {
                let key = incidents[at].members[member].key
                guard let rule = decider.ruleByCheck[key.check], rule.subjects.contains(key.subject) else { continue }
                incidents[at].members[member].origin = .init(rule)
            }
        }
    }

    private mutating func changeRoot(_ at: Int, from former: Incident.Member) {
        let root = incidents[at].root
        formerOwners[incidents[at].id] = former.origin.owners
        audit(
            "root", incident: incidents[at].id, key: root.key,
            "the root is \(root.key) and not \(former.key): \(root.origin.layer == former.origin.layer ? "it comes first in its layer" : "its layer comes first")"
        )
        restartEscalation(at)
    }

    // MARK: - Responses and escalation

    /// Ends acknowledgements that are over.
    mutating func endResponses() {
        for at in incidents.indices {
            guard let response = incidents[at].state.response, response.until <= instant else { continue }
            reopen(at, "what \(response.by) said has expired")
        }
    }

    /// Nobody answers any more.
    private mutating func reopen(_ at: Int, _ why: String) {
        audit("reopened", incident: incidents[at].id, "\(incidents[at].state.name) no more: \(why)")
        incidents[at].state = .open
        restartEscalation(at)
    }

    /// What was not done is due anew, of the root's owners.
    mutating func restartEscalation(_ at: Int) {
        let root = incidents[at].root
        let lag = decider.ruleByCheck[root.key.check]?.lag ?? .none
        let done = incidents[at].steps.filter(\.isDone)
        let isOpen = incidents[at].state == .open
        let due = root.origin.owners.flatMap { owner in
            (decider.teams[owner]?.escalation ?? []).enumerated().map { number, step in
                Incident.Step(
                    owner: owner, number: number, team: step.team,
                    due: isOpen ? decider.due(step.after, after: instant, lag: lag) : nil)
            }
        }
        incidents[at].steps =
            done + due.filter { step in !done.contains { $0.owner == step.owner && $0.number == step.number } }
    }

    // MARK: - Resolving

    mutating func resolve() {
        for at in incidents.indices where !incidents[at].isResolved && incidents[at].firing.isEmpty {
            incidents[at].state = .resolved(at: instant)
            for step in incidents[at].steps.indices { incidents[at].steps[step].due = nil }
            let reasons = Set(incidents[at].members.compactMap { $0.resolution?.reason.rawValue }).sorted()
            audit(
                "resolved", incident: incidents[at].id,
                "all alerts have resolved: \(reasons.joined(separator: ", "))")
            let lines = Message.Content.lines(incidents[at])
            for (channel, threads) in incidents[at].threads.sorted(by: { $0.key < $1.key }) where !threads.isDead {
                send(at, .resolve, channel, threads.teams, incidents[at].severity, "all alerts have resolved", lines)
            }
        }
    }
}
