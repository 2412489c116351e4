/// A program to be run for a step of a runbook, or to fetch a source anew.
package struct CommandOrder: Sendable {
    /// The program and its arguments; no shell reads them.
    package let arguments: [String]
    /// Where it is started; a path with a slash is relative to it.
    package let directory: String
    /// All of its environment.
    package let environment: [String: String]
    package let timeoutSeconds: Int

    package init(arguments: [String], directory: String, environment: [String: String], timeoutSeconds: Int) {
        self.arguments = arguments
        self.directory = directory
        self.environment = environment
        self.timeoutSeconds = timeoutSeconds
    }
}
