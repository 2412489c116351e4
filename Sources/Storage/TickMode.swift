package import Alerting

/// The mode in which ticks are made.
package struct TickMode: Equatable, Sendable {
    package let clock: TickClock
    /// The state in which fires and heartbeats are written, pending or withheld; later messages follow their fire.
    package let messages: OutboxState

    package init(clock: TickClock, messages: OutboxState) {
        self.clock = clock
        self.messages = messages
    }

    /// Ticks of today: messages are to be sent.
    package static let live = TickMode(clock: .wall, messages: .pending)
    /// Ticks of the past: messages are kept and not sent.
    package static let past = TickMode(clock: .virtual, messages: .withheld)
}
