import Alerting
package import Core
import Logging

/// The place that log lines are written to.
package struct LogDestination: Sendable {
    let settings: LogSettings
    /// Says when an event was.
    let clock: any WallClock
    /// Writes a line, which has no end yet.
    let write: @Sendable (String) -> Void

    package init(
        _ settings: LogSettings, clock: any WallClock, write: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.clock = clock
        self.write = write
    }

    /// A logger that writes no secret of some channels.
    func logger(_ label: String, hiding redactor: SecretRedactor) -> Logger {
        Logger(label: label) { LineLogHandler(label: $0, redactor: redactor, destination: self) }
    }
}
