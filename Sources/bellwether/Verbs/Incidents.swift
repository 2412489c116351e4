import Alerting
import Application
import ArgumentParser
import Core
import Presentation

struct Incidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Incidents: what happened, who was told, and why.",
        discussion: "Example: bellwether incidents show 3f2a9c --store .build/store",
        subcommands: [List.self, Show.self, Mitigate.self, Resolve.self, Close.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All incidents, oldest first.",
            discussion: "Example: bellwether incidents list --store .build/store --format json")

        @OptionGroup var store: StoreOptions

        @Option(help: "Only those in this state: \(Incident.Status.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state: String?

        @OptionGroup var page: PageOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let status = try Parameter("--state", state)?.choice(Incident.Status.self)
            try Output.write(
                try await store.reader().incidents(status: status, after: page.after, limit: page.limit), options.format
            )
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One incident as a chain: measured, fired, opened, told, resolved, each with its reason.",
            discussion: "Example: bellwether incidents show 3f2a9c --store .build/store")

        @Argument(help: "The id, or the beginning of it.")
        var incident: String

        @OptionGroup var store: StoreOptions

        @OptionGroup var options: FormatOptions

        func run() async throws {
            try Output.write(try await store.reader().timeline(matching: incident), options.format)
        }
    }

    struct Mitigate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that someone is at work; nothing escalates meanwhile.",
            discussion: "Example: bellwether incidents mitigate 3f2a9c --store .build/store --for \"2 sessions\"")

        @OptionGroup var answer: AnswerOptions

        func run() async throws { try await answer.perform { .mitigate(incident: $0, holding: $1) } }
    }

    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                """
                Resolves an incident with all its alerts by hand; where a check still breaches, the next session \
                begins a new alert.
                """,
            discussion: "Example: bellwether incidents resolve 3f2a9c --store .build/store --reason \"known outage\"")

        @Argument(help: "The id, or the beginning of it.")
        var incident: String

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let reason = try Parameter("--reason", reason).words()
            try await operation.perform(.resolve(incident: incident, reason: reason), options.format)
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a resolved incident: nothing is left to do.",
            discussion: "Example: bellwether incidents close 3f2a9c --store .build/store")

        @Argument(help: "The id, or the beginning of it.")
        var incident: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            try await operation.perform(.close(incident: incident), options.format)
        }
    }
}
