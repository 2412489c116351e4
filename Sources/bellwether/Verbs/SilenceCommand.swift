import Alerting
import Application
import ArgumentParser
import Core
import Presentation

struct SilenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keeps teams from hearing of some alerts for a while; incidents go on, and resolves are told.",
        discussion:
            "Example: bellwether silence --store .build/store --check nulls --for \"2 sessions\" --reason \"backfill\"",
        subcommands: [Add.self, List.self, End.self], defaultSubcommand: Add.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A new silence; all matchers that are given must be equal.",
            discussion:
                """
                Example: bellwether silence --store .build/store --owner data-science --until 2020-04-30 --reason \
                \"known regime\"
                """
        )

        @Option(help: "Alerts of this check.")
        var check: String?

        @Option(help: "Alerts of this subject.")
        var subject: String?

        @Option(help: "Alerts of this layer: data, model, system, business.")
        var layer: String?

        @Option(help: "Alerts that this team owns, alone or with others.")
        var owner: String?

        @Option(help: "Alerts of this severity: warning, critical.")
        var severity: String?

        @Option(help: "Why.")
        var reason: String

        @Option(name: .customLong("for"), help: "How long: \"2 sessions\" or \"15 minutes\".")
        var duration: String?

        @Option(help: "Until when: an instant with its zone, or a date.")
        var until: String?

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let matchers: [Silence.Matcher: Parameter?] = [
                .check: Parameter("--check", check), .subject: Parameter("--subject", subject),
                .layer: Parameter("--layer", layer), .owner: Parameter("--owner", owner),
                .severity: Parameter("--severity", severity),
            ]
            let request = try SilenceRequest(
                matchers: matchers.compactMapValues(\.self), reason: Parameter("--reason", reason),
                duration: Parameter("--for", duration), until: Parameter("--until", until))
            try await operation.perform(.silence(request), options.format)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All silences, by their beginning.",
            discussion: "Example: bellwether silence list --store .build/store")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            try Output.write(try await store.reader().silences(), options.format)
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a silence before its time.",
            discussion: "Example: bellwether silence end 5d0c1e2f3a4b --store .build/store")

        @Argument(help: "The id of the silence.")
        var silence: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            try await operation.perform(.endSilence(id: silence), options.format)
        }
    }
}
