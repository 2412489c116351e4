import Core
import Foundation

/// Messages that a channel could not take go to the fallback.
extension DecisionBuilder {
    /// Records that a message is a dead letter, and notifies the fallback channel.
    mutating func deadLetter(_ message: Message, because reason: String) {
        mark(message, isDead: true)
        recordLoss(message, because: reason)
    }

    /// Records that a message does not reach those whom it is for, and notifies the fallback channel.
    mutating func recordLoss(_ message: Message, because reason: String) {
        audit(.deadLetter, incident: incident(of: message), "\(message.key): \(reason)")
        guard message.kind != .heartbeat, let index = index(of: message.incident) else { return }
        guard let fallback = decider.settings.fallback else {
            return audit(
                .notTold, incident: message.incident, "\(message.channel) cannot be told, and there is no fallback")
        }
        guard fallback != message.channel else {
            return audit(
                .notTold, incident: message.incident, "\(fallback) cannot be told, and is the fallback itself")
        }
        let isFirst = incidents[index].threads[fallback] == nil
        let why = "\(message.channel) could not be told: \(reason)"
        guard isFirst || !incidents[index].isResolved else {
            // A channel that was told of the resolve needs nothing more.
            return audit(.notTold, incident: message.incident, "\(fallback) was told that it is resolved: \(why)")
        }
        send(
            OutgoingNotice(
                kind: isFirst ? .fire : .update, channel: fallback, teams: message.teams,
                severity: message.kind == .fire ? incidents[index].severity : message.severity, why: why),
            about: index)
        if incidents[index].isResolved { sendResolve(of: index, to: fallback, teams: message.teams) }
    }

    /// A channel that gets the fire after all gets the resolve, too.
    mutating func requeue(_ message: Message, hasResolve: Bool) {
        mark(message, isDead: false)
        guard message.kind == .fire, !hasResolve, let index = index(of: message.incident), incidents[index].isResolved
        else { return }
        sendResolve(of: index, to: message.channel, teams: message.teams)
    }

    /// A channel that did not get the fire gets nothing that follows.
    mutating func mark(_ message: Message, isDead: Bool) {
        guard message.kind == .fire, let index = index(of: message.incident) else { return }
        incidents[index].threads[message.channel]?.isDead = isDead
    }

    /// The incident under which the audit files a message.
    func incident(of message: Message) -> String { message.kind == .heartbeat ? "" : message.incident }
}
