import Core
import Foundation

/// The machine's clock.
struct SystemClock: WallClock {
    func now() -> Date { Date() }

    func sleep(until instant: Date) async throws {
        let seconds = instant.timeIntervalSinceNow
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) }
    }
}
