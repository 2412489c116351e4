package import Alerting
package import Foundation

/// Carries out what a channel wants to be sent.
package protocol Transport: Sendable {
    /// - Returns: what came back; never waits longer than the limits of the guide.
    func perform(_ turn: DeliveryStep) async -> DeliveryResponse
}

/// The wall clock, or one that a test moves.
package protocol WallClock: Sendable {
    func now() -> Date
    func sleep(until instant: Date) async throws
}
