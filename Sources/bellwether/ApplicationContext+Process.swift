import Application
import Foundation

extension ApplicationContext {
    /// That of this process: everything that use cases get from its surroundings.
    static let process = ApplicationContext(
        clock: SystemClock(), environment: ProcessInfo.processInfo.environment, notice: { Output.note($0) })
}
