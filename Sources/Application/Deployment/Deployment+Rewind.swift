import Alerting
import Core
import Foundation
import PolicyFile
import Storage
import Store
import TradingCalendar

extension Deployment {
    /// Takes a store back that a clock was ahead of. What it then decided stays in the audit; incidents that began at
    /// instants which have not come are resolved by hand.
    package func rewind(by person: String, reason: String) throws -> CommandOutcome {
        try retrying {
            let now = context.clock.wholeSecond
            let state = try store.state()
            guard let last = state.lastInstant, last > now else {
                let place = state.lastInstant.map { "at \(policy.calendar.zone.text($0))" } ?? "at its beginning"
                throw ApplicationError.refused(
                    "the store is \(place), not ahead of the clock: there is nothing to take back")
            }
            let target = try store.lastTick(notAfter: now)
            let commands = state.incidents.filter { $0.isTouched(after: target ?? .distantPast) }.map { incident in
                Command.resolve(incident: incident.id, by: person, reason: "the clock was ahead: \(reason)")
            }
            let decision = try decider.follow(commands, state, at: last).heard(at: now)
            let entry = try store.rewind(decision, to: target, now: now, because: "by \(person): \(reason)")
            return CommandOutcome(decision.audit + [entry], messages: decision.messages.map(\.key))
        }
    }
}

extension Incident {
    /// True where one of its alerts began after an instant.
    fileprivate func isTouched(after instant: Date) -> Bool {
        openedAt > instant || members.contains { $0.firedAt > instant || $0.pendingAt > instant }
    }
}

extension Decision {
    /// The same with messages and audit of the present, whatever the instant that it was decided at.
    fileprivate func heard(at now: Date) -> Decision {
        var decision = self
        decision.messages = messages.map { message in
            Message(
                incident: message.incident, channel: message.channel, kind: message.kind, sequence: message.sequence,
                teams: message.teams, at: now, severity: message.severity, content: message.content.known(at: now))
        }
        decision.audit = audit.map { entry in
            AuditEntry(
                stored: now, kind: entry.kindText, incident: entry.incident, check: entry.check,
                subject: entry.subject, text: entry.text)
        }
        return decision
    }
}

extension Message.Content {
    /// The same without times of the future.
    fileprivate func known(at now: Date) -> Message.Content {
        Message.Content(
            headline: headline, why: "the clock was ahead: this never was", openedAt: min(openedAt, now),
            alerts: alerts.map { line in
                Line(
                    check: line.check, subject: line.subject, layer: line.layer, severity: line.severity,
                    since: min(line.since, now), resolvedAt: line.resolvedAt.map { min($0, now) }, reason: line.reason,
                    evidence: line.evidence, now: line.now)
            }, owners: owners, firstStep: firstStep)
    }
}
