import Core
import Foundation

/// What could not be told is told elsewhere.
extension DecisionBuilder {
    /// Takes down that a message is a dead letter, and tells the fallback channel.
    mutating func deadLetter(_ message: Message, _ reason: String) {
        setDead(message, true)
        audit("dead letter", incident: incident(of: message), "\(message.key): \(reason)")
        guard message.kind != .heartbeat, let at = index(of: message.incident) else { return }
        guard let fallback = decider.settings.fallback else {
            return audit(
                "not told", incident: message.incident, "\(message.channel) cannot be told, and there is no fallback")
        }
        guard fallback != message.channel else {
            return audit(
                "not told", incident: message.incident, "\(fallback) cannot be told, and is the fallback itself")
        }
        let isFirst = incidents[at].threads[fallback] == nil
        let why = "\(message.channel) could not be told: \(reason)"
        guard isFirst || !incidents[at].isResolved else {
            // Whoever hears of it has heard that it is over.
            return audit("not told", incident: message.incident, "\(fallback) was told that it is resolved: \(why)")
        }
        let lines = Message.Content.lines(incidents[at])
        send(
            at, isFirst ? .fire : .update, fallback, message.teams,
            message.kind == .fire ? incidents[at].severity : message.severity, why, lines)
        if incidents[at].isResolved {
            send(at, .resolve, fallback, message.teams, incidents[at].severity, "all alerts have resolved", lines)
        }
    }

    /// Who hears of the fire after all hears of its end, too.
    mutating func requeue(_ message: Message, hasResolve: Bool) {
        setDead(message, false)
        guard message.kind == .fire, !hasResolve, let at = index(of: message.incident), incidents[at].isResolved else {
            return
        }
        send(
            at, .resolve, message.channel, message.teams, incidents[at].severity, "all alerts have resolved",
            Message.Content.lines(incidents[at]))
    }

    /// Who was not told of the fire is not told of what follows.
    mutating func setDead(_ message: Message, _ isDead: Bool) {
        guard message.kind == .fire, let at = index(of: message.incident) else { return }
        incidents[at].threads[message.channel]?.isDead = isDead
    }

    /// What the audit files it under.
    func incident(of message: Message) -> String { message.kind == .heartbeat ? "" : message.incident }
}
