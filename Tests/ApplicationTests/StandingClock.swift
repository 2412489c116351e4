import Core
import Foundation

/// A clock that stands still, after the history.
struct StandingClock: WallClock {
    func now() -> Date { Date(timeIntervalSince1970: 1_750_000_000) }
    func sleep(until instant: Date) async throws {}
}
