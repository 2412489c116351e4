import Application
import ArgumentParser
import Core

/// A person's answer to an incident, for a while.
struct AnswerOptions: ParsableArguments {
    @Argument(help: "The id, or the beginning of it.")
    var incident: String

    @Option(
        name: .customLong("for"),
        help: "How long: \"2 sessions\" or \"15 minutes\"; default: acknowledge_for of the policy.")
    var duration: String?

    @OptionGroup var operation: OperatorOptions
    @OptionGroup var options: FormatOptions

    /// - Parameter command: the command for an incident and a span of time.
    func perform(_ command: (String, TimeSpan?) -> OperatorCommand) async throws {
        try await operation.perform(
            command(incident, try Parameter("--for", duration)?.span()), options.format)
    }
}
