import Application
import Foundation

extension ApplicationContext {
    private static let variables = ProcessInfo.processInfo.environment

    /// The context of this process: everything that use cases get from its surroundings, read once.
    static let process = ApplicationContext(
        clock: SystemClock(), environment: variables, notice: { Output.note($0) },
        log: try? LogDestination(log.get(), clock: SystemClock()) { Output.note($0) })

    /// The settings of the log; where they are wrong, nothing else is done.
    static let log = Result { () throws(ApplicationError) in try LogSettings(environment: variables) }
}
