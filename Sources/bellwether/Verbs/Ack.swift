import Alerting
import ArgumentParser
import Core
import Foundation
import Store

struct Ack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Acknowledges an incident: escalation stops until that expires, or the incident gets worse.",
        discussion: "Example: bellwether ack 3f2a --store .build/store --by ann --for \"2 sessions\"")

    @OptionGroup var answer: AnswerOptions

    func run() async throws { try await answer.follow { .acknowledge(incident: $0, by: $1, holding: $2) } }
}

/// Somebody's answer to an incident, for a while.
struct AnswerOptions: ParsableArguments {
    @Argument(help: "The id, or the beginning of it.")
    var incident: String

    @Option(
        name: .customLong("for"),
        help: "How long: \"2 sessions\" or \"15 minutes\"; default: acknowledge_for of the policy.")
    var duration: String?

    @OptionGroup var operation: OperatorOptions
    @OptionGroup var options: FormatOptions

    /// - Parameter command: of the incident's id, the responder, and how long the answer holds.
    func follow(_ command: (String, String, TimeSpan?) -> Command) async throws {
        let id = try Incidents.find(incident, operation.store.open(.read)).id
        let span = AnswerOptions.span(duration)
        let person = operation.person()
        try await operation.follow(options.format) { _, _ in command(id, person, span) }
    }

    /// `2 sessions` or `15 minutes`
    static func span(_ text: String?) -> TimeSpan? {
        guard let text else { return nil }
        guard let span = TimeSpan(text), span.amount > 0, span.isSeconds || span.amount <= 1_000 else {
            Output.fail(
                "--for \"\(text)\" is neither a number of sessions such as \"2 sessions\" nor a time such as \"15 minutes\"",
                code: .usage)
        }
        return span
    }
}
