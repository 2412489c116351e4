package import Core

/// Everything that use cases need of the process they run in. The process edge makes it once.
package struct ApplicationContext: Sendable {
    package let clock: any WallClock
    /// The environment variables of the process.
    package let environment: [String: String]
    /// Shows the person who asked a fact beside the answer.
    package let notice: @Sendable (String) -> Void

    package init(
        clock: any WallClock, environment: [String: String], notice: @escaping @Sendable (String) -> Void
    ) {
        self.clock = clock
        self.environment = environment
        self.notice = notice
    }
}
