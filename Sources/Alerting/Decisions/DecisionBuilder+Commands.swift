import Core
import Foundation
import TradingCalendar

/// Commands.
extension DecisionBuilder {
    mutating func follow(_ command: Command) throws(Refusal) {
        switch command {
        case .acknowledge(let id, let by, let span):
            let index = try unresolved(id, "acknowledged")
            respond(to: index, by: by, holding: span) { .acknowledged($0) }
        case .mitigate(let id, let by, let span):
            let index = try unresolved(id, "mitigated")
            respond(to: index, by: by, holding: span) { .mitigating($0) }
        case .resolve(let id, let by, let reason):
            let index = try unresolved(id, "resolved by hand")
            audit(.byHand, incident: id, "\(by) resolves it: \(reason)")
            let resolution = Incident.Member.Resolution(at: instant, reason: .byHand)
            for member in incidents[index].firing {
                update(member.key, in: id) { $0.resolution = resolution }
                alerts[member.key]?.state = .resolved(at: instant, .byHand)
                // Judged again, the session may begin a new alert, like the next one may.
                alerts[member.key]?.basis?.standing = .calm
                audit(.alertResolved, incident: id, key: member.key, ResolveReason.byHand.rawValue)
            }
            resolve()
        case .close(let id, let by):
            let index = try found(id)
            guard case .resolved(let resolvedAt) = incidents[index].state else {
                throw Refusal(
                    "the incident \(id) is \(incidents[index].state.name); only a resolved one can be closed")
            }
            incidents[index].state = .closed(resolvedAt: resolvedAt)
            audit(.closed, incident: id, "by \(by)")
        case .deadLetter(let message, let reason): deadLetter(message, because: reason)
        case .lostRecipients(let message, let reason): recordLoss(message, because: reason)
        case .askApproval(let id, let team, let why): askApproval(of: team, for: id, why: why)
        case .requeue(let message, let by, let hasResolve):
            audit(.revived, incident: incident(of: message), "\(message.key) by \(by)")
            requeue(message, hasResolve: hasResolve)
        case .drop(let message, let by, let reason):
            drop(message)
            audit(.dropped, incident: incident(of: message), "\(message.key) by \(by): \(reason)")
        case .endSilence(let id, let by):
            guard let found = silences.firstIndex(where: { $0.id == id && $0.ending(at: instant).end < $0.end }) else {
                throw Refusal("there is no silence \(id) that has not ended")
            }
            silences[found] = silences[found].ending(at: instant)
            audit(.silenceEnded, "\(id) by \(by)")
        case .silence(let silence):
            guard silence.start < silence.end else {
                let (start, end) = (Timestamp.text(silence.start), Timestamp.text(silence.end))
                throw Refusal("the silence would end at \(end), before it begins at \(start)")
            }
            silences.append(silence)
            let span = "from \(Timestamp.text(silence.start)) until \(Timestamp.text(silence.end))"
            audit(
                .silence,
                "\(silence.id) of \(silence.author), \(Silence.text(silence.matchers)), \(span): \(silence.reason)"
            )
        }
    }

    private mutating func respond(
        to index: Int, by person: String, holding span: TimeSpan?, _ state: (Incident.Response) -> Incident.State
    ) {
        let until = decider.end(
            of: span ?? decider.settings.acknowledgeFor, after: instant, lag: lag(of: incidents[index]))
        incidents[index].state = state(Incident.Response(by: person, until: until))
        for step in incidents[index].steps.indices { incidents[index].steps[step].due = nil }
        let isMitigating = incidents[index].state.status == .mitigating
        audit(
            isMitigating ? .mitigating : .acknowledged, incident: incidents[index].id,
            "by \(person), until \(Timestamp.text(until))")
    }

    private func found(_ id: String) throws(Refusal) -> Int {
        guard let index = index(of: id) else { throw Refusal("there is no incident \(id)") }
        return index
    }

    private func unresolved(_ id: String, _ what: String) throws(Refusal) -> Int {
        let index = try found(id)
        guard !incidents[index].isResolved else {
            throw Refusal("the incident \(id) is \(incidents[index].state.name) and cannot be \(what)")
        }
        return index
    }
}
