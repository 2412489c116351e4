import Core
import Foundation
import TradingCalendar

/// What people command.
extension DecisionBuilder {
    mutating func follow(_ command: Command) throws(Refusal) {
        switch command {
        case .acknowledge(let id, let by, let sessions):
            let at = try unresolved(id, "acknowledged")
            respond(at, by, sessions) { .acknowledged($0) }
        case .mitigate(let id, let by, let sessions):
            let at = try unresolved(id, "mitigated")
            respond(at, by, sessions) { .mitigating($0) }
        case .resolve(let id, let by, let reason):
            let at = try unresolved(id, "resolved by hand")
            audit("by hand", incident: id, "\(by) resolves it: \(reason)")
            let resolution = Incident.Member.Resolution(at: instant, reason: .byHand)
            for member in incidents[at].firing {
                update(member.key, in: id) { $0.resolution = resolution }
                alerts[member.key]?.state = .resolved(at: instant, .byHand)
                audit("alert resolved", incident: id, key: member.key, ResolveReason.byHand.rawValue)
            }
            resolve()
        case .close(let id, let by):
            let at = try found(id)
            guard case .resolved(let resolvedAt) = incidents[at].state else {
                throw Refusal(
                    "the incident \(id) is \(incidents[at].state.name); only a resolved one can be closed")
            }
            incidents[at].state = .closed(resolvedAt: resolvedAt)
            audit("closed", incident: id, "by \(by)")
        case .deadLetter(let message, let reason): deadLetter(message, reason)
        case .requeue(let message, let by, let hasResolve):
            audit("revived", incident: incident(of: message), "\(message.key) by \(by)")
            requeue(message, hasResolve: hasResolve)
        case .drop(let message, let by, let reason):
            setDead(message, true)
            audit("dropped", incident: incident(of: message), "\(message.key) by \(by): \(reason)")
        case .endSilence(let id, let by):
            guard let at = silences.firstIndex(where: { $0.id == id && $0.ending(at: instant).end < $0.end }) else {
                throw Refusal("there is no silence \(id) that has not ended")
            }
            silences[at] = silences[at].ending(at: instant)
            audit("silence ended", "\(id) by \(by)")
        case .silence(let silence):
            guard silence.start < silence.end else {
                throw Refusal(
                    "the silence would end at \(Timestamp.text(silence.end)), before it begins at \(Timestamp.text(silence.start))"
                )
            }
            silences.append(silence)
            audit(
                "silence",
                "\(silence.id) of \(silence.author), \(Silence.text(silence.matchers)), from \(Timestamp.text(silence.start)) until \(Timestamp.text(silence.end)): \(silence.reason)"
            )
        }
    }

    private mutating func respond(
        _ at: Int, _ by: String, _ sessions: Int?, _ state: (Incident.Response) -> Incident.State
    ) {
        let root = incidents[at].root
        let until = decider.due(
            sessions ?? decider.settings.acknowledgeFor, after: instant,
            lag: decider.ruleByCheck[root.key.check]?.lag)
        incidents[at].state = state(Incident.Response(by: by, until: until))
        for step in incidents[at].steps.indices { incidents[at].steps[step].due = nil }
        audit(
            incidents[at].state.name, incident: incidents[at].id, "by \(by), until \(Timestamp.text(until))")
    }

    private func found(_ id: String) throws(Refusal) -> Int {
        guard let at = index(of: id) else { throw Refusal("there is no incident \(id)") }
        return at
    }

    private func unresolved(_ id: String, _ what: String) throws(Refusal) -> Int {
        let at = try found(id)
        guard !incidents[at].isResolved else {
            throw Refusal("the incident \(id) is \(incidents[at].state.name) and cannot be \(what)")
        }
        return at
    }
}
