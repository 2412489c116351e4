import Application
import ArgumentParser

struct Ack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Acknowledges an incident: escalation stops until that expires, or the incident gets worse.",
        discussion: "Example: bellwether ack 3f2a9c --store .build/store --by ann --for \"2 sessions\"")

    @OptionGroup var answer: AnswerOptions

    func run() async throws { try await answer.perform { .acknowledge(incident: $0, holding: $1) } }
}
