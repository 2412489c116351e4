import Core
import Foundation

/// Messages that a channel could not take go to the fallback.
extension DecisionBuilder {
    /// Records that a message is a dead letter, and notifies the fallback channel.
    mutating func deadLetter(_ message: Message, because reason: String) {
        mark(message) { thread, isFire in
            if isFire { thread.isDead = true } else { thread.hasMissed = true }
        }
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
        guard incidents[index].threads[fallback]?.isDropped != true else {
            return audit(.notTold, incident: message.incident, "\(fallback) cannot be told: its fire was dropped")
        }
        let isFirst = kind(on: fallback, of: index) == .fire
        // The fallback has been told why, is told of every rise, and is itself tried again.
        if isRepeated(message), incidents[index].threads[fallback] != nil { return }
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
        mark(message) { thread, isFire in
            if isFire { (thread.isDead, thread.isDropped) = (false, false) } else { thread.hasMissed = false }
        }
        guard message.kind == .fire, !hasResolve, let index = index(of: message.incident), incidents[index].isResolved
        else { return }
        sendResolve(of: index, to: message.channel, teams: message.teams)
    }

    /// A message that a person gives up is not tried again.
    mutating func drop(_ message: Message) {
        mark(message) { thread, isFire in
            if isFire { (thread.isDead, thread.isDropped) = (true, true) } else { thread.hasMissed = false }
        }
    }

    /// Notes in the thread of a fire or an update what has become of it.
    private mutating func mark(_ message: Message, _ change: (inout Incident.ChannelThread, Bool) -> Void) {
        guard message.kind == .fire || message.kind == .update, let index = index(of: message.incident),
            var thread = incidents[index].threads[message.channel]
        else { return }
        change(&thread, message.kind == .fire)
        incidents[index].threads[message.channel] = thread
    }

    /// True for a message in place of one that is a dead letter.
    private func isRepeated(_ message: Message) -> Bool {
        message.kind == .fire && message.sequence > 1 || message.content.why == DecisionBuilder.missed
    }

    /// The incident under which the audit files a message.
    func incident(of message: Message) -> String { message.kind == .heartbeat ? "" : message.incident }
}
