package import Foundation

/// The machine's clock.
package struct RealClock: WallClock {
    package init() {}

    package func now() -> Date { Date() }

    package func sleep(until instant: Date) async throws {
        let seconds = instant.timeIntervalSinceNow
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) }
    }
}
