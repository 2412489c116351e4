package import Foundation

package enum OutboxState: String, Sendable, CaseIterable {
    /// To be sent.
    case pending
    /// The receiver has taken it.
    case delivered
    /// A dead letter: refused for good, or given up.
    case dead
    /// Not sent, for a reason that is kept.
    case dropped
    /// Written by a tick of the past; never sent.
    case withheld
}

/// A message with what has become of it.
package struct OutboxMessage: Equatable, Sendable {
    package let message: Message
    package var state: OutboxState
    package var delivery: Delivery

    /// The attempts to send a message. All instants are of the wall clock.
    package struct Delivery: Equatable, Sendable {
        /// Attempts that were begun.
        package var attempts = 0
        package var firstAttempt: Date?
        /// Not before; nil for at once.
        package var next: Date?
        /// The instant since which it is being sent. When the process crashed, the outcome of the attempt is unknown.
        package var leasedAt: Date?
        /// When something was sent whose outcome is not known; nil once it is.
        package var unclearSince: Date?
        /// When a channel that can look first found nothing.
        package var searchedAt: Date?
        /// The reason why it was not delivered; empty while nothing was wrong.
        package var reason = ""
        /// When it was delivered, dead or dropped.
        package var settledAt: Date?
        /// Attempts in a row during which the process died.
        package var abandonments = 0
        /// Seconds in which it was due for long and nobody tried, as while the machine was off.
        package var unattended = 0
        /// When it was sent once more to a receiver that may have forgotten it.
        package var repeatedAt: Date?

        package init() {}
    }

    package init(_ message: Message, state: OutboxState, delivery: Delivery = Delivery()) {
        self.message = message
        self.state = state
        self.delivery = delivery
    }
}
