import Core
package import Foundation
import Statistics

/// Decides the consequences of an attempt to send a message.
package enum DeliveryRules {
    /// A message that was tried for so long and fails again is dead. Time in which nobody tried does not count.
    package static let givesUpAfter: TimeInterval = 72 * 3600
    /// The fewest attempts after which it can be.
    package static let fewestAttempts = 6
    /// Time between two attempts counts as tried up to this, which is how often a daily job comes by.
    static let attended: TimeInterval = 24 * 3600
    /// Attempts in a row during which the process died, after which a message is dead: whatever is answered to it may be
    /// what ends the process.
    package static let mostAbandonments = 5
    /// A receiver cannot put a message off for longer.
    static let maximumDelay: TimeInterval = 24 * 3600

    /// The state of a message after an attempt.
    package struct Settlement: Equatable, Sendable {
        package let item: OutboxMessage
        /// Nothing on the channel is sent before this.
        package let channelHeldUntil: Date?
        package let receipt: String?
        /// Recipients who will never get it although others have it, each with the server's words.
        package var lost: [String] = []
    }

    /// The message as it is while it is sent.
    package static func leased(_ item: OutboxMessage, at now: Date) -> OutboxMessage {
        var item = item
        if let next = item.delivery.next {
            item.delivery.unattended += Int(max(0, now.timeIntervalSince(next) - attended))
        }
        item.delivery.attempts += 1
        item.delivery.firstAttempt = item.delivery.firstAttempt ?? now
        item.delivery.leasedAt = now
        return item
    }

    /// The message that a process left leased when it ended. It comes after those that were not tried yet.
    package static func abandoned(_ item: OutboxMessage, at now: Date) -> Settlement {
        var item = item
        if let leasedAt = item.delivery.leasedAt {
            item.delivery.leasedAt = nil
            item.delivery.next = leasedAt
            item.delivery.unclearSince = leasedAt
            item.delivery.searchedAt = nil
            item.delivery.reason = "the process ended while it was sent"
            item.delivery.abandonments += 1
            if item.delivery.abandonments >= mostAbandonments {
                item.delivery.reason = "given up: \(mostAbandonments) times the process ended while it was sent"
                die(&item, at: now)
            }
        }
        return Settlement(item: item, channelHeldUntil: nil, receipt: nil)
    }

    /// - Parameter item: the message that ``leased(_:at:)`` made.
    package static func settle(_ item: OutboxMessage, after outcome: Outcome, at now: Date) -> Settlement {
        var item = item
        item.delivery.leasedAt = nil
        item.delivery.abandonments = 0
        item.delivery.reason = outcome.reason
        var held: Date?
        var lost = outcome.lost
        switch outcome.kind {
        case .delivered:
            item.state = .delivered
            item.delivery.settledAt = now
            item.delivery.unclearSince = nil
        case .refused:
            die(&item, at: now)
        case .again:
            if outcome.isUnclear {
                // An earlier search was for another attempt.
                item.delivery.unclearSince = now
                item.delivery.searchedAt = nil
            } else if let searchedAt = outcome.searchedAt {
                item.delivery.searchedAt = searchedAt
            }
            if isTriedEnough(item, at: now) {
                let reason = "given up after \(Int(givesUpAfter / 3600)) hours: \(outcome.reason)"
                item.delivery.reason = reason
                die(&item, at: now)
                if outcome.isPartial {
                    // Others have it, and hear what follows.
                    item.state = .delivered
                    lost.append(reason)
                }
            } else if outcome.isLocalFailure {
                item.delivery.next = nil
            } else {
                let asked = outcome.notBefore.map { min($0, now.addingTimeInterval(maximumDelay)) }
                let delay = delay(item.message.key, attempts: item.delivery.attempts)
                let next = max(now.addingTimeInterval(delay), asked ?? now)
                item.delivery.next = next
                if outcome.holdsChannel { held = next }
            }
        }
        return Settlement(item: item, channelHeldUntil: held, receipt: outcome.receipt, lost: lost)
    }

    private static func isTriedEnough(_ item: OutboxMessage, at now: Date) -> Bool {
        guard let first = item.delivery.firstAttempt, item.delivery.attempts >= fewestAttempts else { return false }
        return now.timeIntervalSince(first) - Double(item.delivery.unattended) >= givesUpAfter
    }

    private static func die(_ item: inout OutboxMessage, at now: Date) {
        item.state = .dead
        item.delivery.settledAt = now
        item.delivery.next = nil
    }

    /// Seconds after the n-th attempt: 5, 10, 20 … 300, each more or less by half.
    package static func delay(_ key: String, attempts: Int) -> TimeInterval {
        var generator = SplitMix64(seed: Digest.sha256("\(key)|\(attempts)|retry").firstEightBytes)
        let whole = min(5 * pow(2, Double(max(1, attempts) - 1)), 300)
        return whole * (0.5 + 0.5 * generator.uniform())
    }
}
