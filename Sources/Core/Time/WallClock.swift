package import Foundation

/// The time of day. The process edge passes the machine's clock in, a test one that it moves.
package protocol WallClock: Sendable {
    func now() -> Date
    func sleep(until instant: Date) async throws
}

extension WallClock {
    /// The present in whole seconds, because stores keep no fractions.
    package var wholeSecond: Date { Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down)) }
}
