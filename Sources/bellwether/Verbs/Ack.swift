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

    func run() async throws { try await answer.follow { .acknowledge(incident: $0, by: $1, sessions: $2) } }
}

/// Somebody's answer to an incident, for a while.
struct AnswerOptions: ParsableArguments {
    @Argument(help: "The id, or the beginning of it.")
    var incident: String

    @Option(name: .customLong("for"), help: "How long: \"2 sessions\"; default: acknowledge_for of the policy.")
    var duration: String?

    @OptionGroup var operation: OperatorOptions
    @OptionGroup var options: FormatOptions

    /// - Parameter command: of the incident's id, who answers, and for how many sessions.
    func follow(_ command: (String, String, Int?) -> Command) async throws {
        let id = try Incidents.find(incident, operation.store.open(.read)).id
        let sessions = AnswerOptions.sessions(duration)
        let person = operation.person()
        try await operation.follow(options.format) { _, _ in command(id, person, sessions) }
    }

    /// `2 sessions`
    static func sessions(_ text: String?) -> Int? {
        guard let text else { return nil }
        let words = text.split(separator: " ")
        guard words.count == 2, words[1] == "sessions" || words[1] == "session", let count = Int(words[0]),
            (1...1_000).contains(count)
        else { Output.fail("--for \"\(text)\" is not a number of sessions such as \"2 sessions\"", code: .usage) }
        return count
    }
}
