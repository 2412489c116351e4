import Application
import ArgumentParser
import Presentation
import Reports

struct FreezeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: "Holds promotions back for a while; a rollback never is.",
        discussion:
            """
            Example: bellwether freeze --store .build/store --reason \"the feed is being repaired\" --for \"5 \
            sessions\"
            """,
        subcommands: [Begin.self, Status.self], defaultSubcommand: Begin.self)

    struct Begin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "begin", abstract: "Begins a freeze, or renews your own.",
            discussion: "Example: bellwether freeze --store .build/store --reason \"year end\" --scope all")

        @Option(help: "Why.")
        var reason: String

        @Option(name: .customLong("for"), help: "How long: \"5 sessions\" or \"2 hours\"; default 5 sessions.")
        var duration: String?

        @Option(help: "What is held back: promotion, or all (retraining too).")
        var scope = "promotion"

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let request = try FreezeRequest(
                scope: Parameter("--scope", scope), reason: Parameter("--reason", reason),
                duration: Parameter("--for", duration))
            let person = try operation.person()
            let deployment = try await operation.open(options.format)
            try Output.write(
                try await deployment.freeze(request, by: person, at: operation.instant), options.format)
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether deployments are held back: exit code 0 free, 2 frozen, 3 unknown.",
            discussion: "Example: bellwether freeze status --store .build/store && ./deploy")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let report: FreezeReport
            do {
                report = try await store.reader().freezes()
            } catch {
                Output.note("bellwether: unknown: \(ApplicationError(error))")
                throw ExitCode(3)
            }
            try Output.write(report, options.format)
            if report.isFrozen { throw ExitCode(2) }
        }
    }
}

struct Unfreeze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lifts freezes before their time.",
        discussion: "Example: bellwether unfreeze --store .build/store --reason \"the diagnosis found no drift\"")

    @Option(help: "Only the freeze of this id, or of the beginning of it; default: all that are in force.")
    var id: String?

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var operation: OperatorOptions
    @OptionGroup var options: FormatOptions

    func run() async throws {
        let reason = try Parameter("--reason", reason).words()
        let person = try operation.person()
        let deployment = try await operation.open(options.format)
        try Output.write(
            try await deployment.lift(freeze: id, reason: reason, by: person, at: operation.instant), options.format)
    }
}
