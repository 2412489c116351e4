import Alerting
import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Messages: which were sent, which wait, which could not be sent.",
        discussion: """
            The exit code is 4 while messages are undelivered for good: dead letters, or a channel without its settings.

            Example: bellwether outbox list --store .build/store --state dead
            """,
        subcommands: [List.self, Send.self, Retry.self, Drop.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Messages in the order in which they were written.",
            discussion: "Example: bellwether outbox list --store .build/store --state pending --state dead")

        @OptionGroup var store: StoreOptions

        @Option(help: "Only those in this state: \(OutboxState.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state: [String] = []

        @Option(help: "Only those after this one.")
        var after: String?

        @Option(help: "At most so many.")
        var limit = 1_000

        @OptionGroup var options: FormatOptions

        func run() async throws {
            let states = try state.map { try Parameter("--state", $0).choice(OutboxState.self) }
            let page = try await store.reader().outbox(Set(states), after: after, limit: limit)
            try Output.write(page.messages, options.format)
            if let next = page.next {
                let words = ["outbox", "list"] + states.flatMap { ["--state", $0.rawValue] } + ["--after", next]
                Output.note("There are more messages: \(store.command.text(words))")
            }
            Deliveries.note(page.undelivered)
            if !page.undelivered.isEmpty { throw ExitCode(ExitStatus.undelivered.rawValue) }
        }
    }

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends what waits: for a cron job between ticks.",
            discussion: "Example: bellwether outbox send --store .build/store --wait \"5 minutes\"")

        @OptionGroup var operation: OperatorOptions

        @Option(help: "How long to wait for what is to be tried again: \"5 minutes\".")
        var wait: String = "0 seconds"

        @OptionGroup var options: FormatOptions

        func run() async throws {
            let patience = try Parameter("--wait", wait).seconds()
            var deliveries = Deliveries(try await operation.open(options.format))
            try await deliveries.deliver(waiting: patience)
            try await deliveries.deployment.repeatAlerts()
            let undelivered = try await deliveries.deployment.undelivered()
            try Output.write(
                SentMessagesReport(try await deliveries.reports([]), undelivered: undelivered), options.format)
            try await deliveries.end()
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends messages at once that wait, or that were dead or dropped.",
            discussion: "Example: bellwether outbox retry --all --store .build/store")

        @Argument(help: "Keys, as outbox list shows them.")
        var keys: [String] = []

        @Flag(help: "Every message that waits and every dead letter.")
        var all = false

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            if all == !keys.isEmpty { throw ApplicationError.usage("outbox retry takes keys, or --all") }
            let selection: OutboxSelection = all ? .unsent : .keys(keys)
            try await operation.changeOutbox(options.format) { try await $0.retry(selection, by: $1) }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives messages up that wait or are dead; what follows a fire goes with it.",
            discussion: "Example: bellwether outbox drop KEY --store .build/store --reason \"the team is gone\"")

        @Argument(help: "Keys, as outbox list shows them.")
        var keys: [String]

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let reason = try Parameter("--reason", reason).words()
            try await operation.changeOutbox(options.format) { try await $0.drop(keys, by: $1, reason: reason) }
        }
    }
}

extension OperatorOptions {
    /// Changes messages by hand, prints their state, and sends those that are due.
    /// - Parameter change: the change by a person; it returns the keys of the messages that it changed.
    fileprivate func changeOutbox(
        _ format: Output.Format, _ change: (Deployment, String) async throws -> [String]
    ) async throws {
        let person = try person()
        var deliveries = Deliveries(try await open(format))
        let keys = try await change(deliveries.deployment, person)
        try await deliveries.deliver()
        let undelivered = try await deliveries.deployment.undelivered()
        try Output.write(OutboxChangeReport(try await deliveries.reports(keys), undelivered: undelivered), format)
        try await deliveries.end()
    }
}
