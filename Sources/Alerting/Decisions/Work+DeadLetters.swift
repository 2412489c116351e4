import Core
import Foundation

/// What could not be told is told elsewhere.
extension Work {
    /// Takes down that a message is a dead letter, and tells the fallback channel.
    mutating func bury(_ message: Message, _ reason: String) {
        setDead(message, true)
        note("dead letter", incident: incident(of: message), "\(message.key): \(reason)")
        guard message.kind != .heartbeat, let at = place(of: message.incident) else { return }
        guard let fallback = decider.settings.fallback else {
            return note(
                "not told", incident: message.incident, "\(message.channel) cannot be told, and there is no fallback")
        }
        guard fallback != message.channel else {
            return note(
                "not told", incident: message.incident, "\(fallback) cannot be told, and is the fallback itself")
        }
        let isFirst = incidents[at].letters[fallback] == nil
        let why = "\(message.channel) could not be told: \(reason)"
        guard isFirst || !incidents[at].isResolved else {
            // Whoever hears of it has heard that it is over.
            return note("not told", incident: message.incident, "\(fallback) was told that it is resolved: \(why)")
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
    mutating func revive(_ message: Message, hasResolve: Bool) {
        setDead(message, false)
        guard message.kind == .fire, !hasResolve, let at = place(of: message.incident), incidents[at].isResolved else {
            return
        }
        send(
            at, .resolve, message.channel, message.teams, incidents[at].severity, "all alerts have resolved",
            Message.Content.lines(incidents[at]))
    }

    /// Who was not told of the fire is not told of what follows.
    mutating func setDead(_ message: Message, _ isDead: Bool) {
        guard message.kind == .fire, let at = place(of: message.incident) else { return }
        incidents[at].letters[message.channel]?.isDead = isDead
    }

    /// What the audit files it under.
    func incident(of message: Message) -> String { message.kind == .heartbeat ? "" : message.incident }
}
