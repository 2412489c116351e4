import Alerting
package import Core
import Logging

/// Everything that use cases need of the process they run in. The process edge makes it once.
package struct ApplicationContext: Sendable {
    package let clock: any WallClock
    /// The environment variables of the process.
    package let environment: [String: String]
    /// Shows the person who asked a fact beside the answer.
    package let notice: @Sendable (String) -> Void
    private let log: LogDestination?

    /// - Parameter log: nil where nothing is logged.
    package init(
        clock: any WallClock, environment: [String: String], notice: @escaping @Sendable (String) -> Void,
        log: LogDestination? = nil
    ) {
        self.clock = clock
        self.environment = environment
        self.notice = notice
        self.log = log
    }

    /// A logger that writes no secret of some channels.
    func logger(_ label: String, hiding redactor: SecretRedactor) -> Logger {
        log?.logger(label, hiding: redactor) ?? Logger(label: label, factory: SwiftLogNoOpLogHandler.init)
    }
}
