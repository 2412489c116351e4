import Alerting
import ArgumentParser
import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import Reports
import Storage
import Store

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Messages: which were sent, which wait, which could not be sent.",
        discussion: "Example: bellwether outbox list --store .build/store --state dead",
        subcommands: [List.self, Send.self, Retry.self, Drop.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Messages in the order in which they were written.",
            discussion: "Example: bellwether outbox list --store .build/store --state pending --state dead")

        @OptionGroup var store: StoreOptions

        @Option(help: "Only those in this state: \(OutboxState.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state: [String] = []

        @OptionGroup var options: FormatOptions

        func run() throws {
            let states = state.map { text -> OutboxState in
                guard let state = OutboxState(rawValue: text) else {
                    Output.fail(
                        "--state \"\(text)\" is none of \(OutboxState.allCases.map(\.rawValue).joined(separator: ", "))",
                        code: .usage)
                }
                return state
            }
            let store = try store.open(.read)
            let items = try store.outbox(OutboxQuery(states: Set(states.isEmpty ? OutboxState.allCases : states)))
            try Output.write(OutboxReport(items, zone: try Incidents.zone(store)), options.format)
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
            let patience = OutboxDelivery.patience(wait)
            let store = try operation.store.open(.write)
            let policy = try operation.policy(of: store)
            let office = OutboxDelivery(
                store, policy, OutboxDelivery.required(policy, path: try operation.path(of: store)), options.format)
            try await office.deliver(until: Date().addingTimeInterval(patience))
            let sent = try office.messages([])
            switch options.format {
            case .json: try Output.write(.fields(["messages": office.reports([])]))
            case .text:
                let delivered = sent.count { $0.state == .delivered }
                try Output.write("\(delivered.counted("message")) delivered\n")
            }
            try await office.close()
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
            if all == !keys.isEmpty { Output.fail("outbox retry takes keys, or --all", code: .usage) }
            let query = all ? OutboxQuery(states: [.dead, .pending]) : OutboxQuery(keys: Set(keys))
            try await operation.handle(query, options.format) { items, person, _ in
                let wanted =
                    all
                    ? items.filter { $0.state == .dead || $0.state == .pending }
                    : try Outbox.named(keys, items) { $0.state != .delivered && $0.state != .withheld }
                let orphans = wanted.flatMap { DeliveryRules.orphans(of: $0, among: items) }.filter(
                    DeliveryRules.isOrphan)
                let commands = wanted.filter { $0.state != .pending }.map { item in
                    Command.requeue(
                        item.message, by: person,
                        hasResolve: items.contains {
                            $0.message.kind == .resolve && $0.message.incident == item.message.incident
                                && $0.message.channel == item.message.channel
                        })
                }
                return ((wanted + orphans).map { .init($0, to: DeliveryRules.requeued($0)) }, commands)
            }
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
            let reason = OperatorOptions.words(reason, "--reason")
            try await operation.handle(OutboxQuery(keys: Set(keys)), options.format) { items, person, now in
                let wanted = try Outbox.named(keys, items) { $0.state == .pending || $0.state == .dead }
                let orphans = wanted.flatMap { DeliveryRules.orphans(of: $0, among: items) }
                    .filter { $0.state == .pending }
                let changed =
                    wanted.map {
                        DeliveryChange.Item($0, to: DeliveryRules.dropped($0, "by \(person): \(reason)", at: now))
                    }
                    + orphans.map { .init($0, to: DeliveryRules.orphan($0, at: now)) }
                return (changed, wanted.map { .drop($0.message, by: person, reason: reason) })
            }
        }
    }
}

/// What people do with the outbox.
enum Outbox {
    /// The messages of some keys.
    /// - Parameter isFit: those with which it can be done.
    static func named(
        _ keys: [String], _ items: [OutboxMessage], _ isFit: (OutboxMessage) -> Bool
    ) throws -> [OutboxMessage] {
        keys.map { key in
            guard let item = items.first(where: { $0.message.key == key }) else {
                Output.fail("there is no message \"\(key)\"; bellwether outbox list shows them", code: .usage)
            }
            guard isFit(item) else { Output.fail("the message \(key) is \(item.state.rawValue)", code: .usage) }
            return item
        }
    }
}

extension OperatorOptions {
    /// The path of the policy that decisions follow.
    func path(of store: SQLiteStore) throws -> String { try policy ?? store.policyPath() ?? "" }

    /// Changes messages by hand, and prints what was done.
    /// - Parameters:
    ///   - query: the messages that it is about.
    ///   - change: of these and all others of their incidents, who does it and when; gives the changes, and commands.
    func handle(
        _ query: OutboxQuery, _ format: Output.Format,
        _ change: ([OutboxMessage], String, Date) throws -> ([DeliveryChange.Item], [Command])
    ) async throws {
        let store = try store.open(.write)
        let policy = try policy(of: store)
        let items: [DeliveryChange.Item]
        do {
            items = try store.retrying {
                let (items, commands) = try change(store.outboxWithIncidents(query), person(), Date())
                var written = DeliveryChange(items)
                written.decision = try store.decide(
                    commands, by: policy.decider, at: try store.state().lastInstant ?? Date())
                try store.commit(written)
                return items
            }
        } catch let refusal as Refusal {
            Output.fail(refusal.description, code: .usage)
        }
        let keys = items.map(\.after.message.key)
        let office = OutboxDelivery(store, policy, OutboxDelivery.present(policy), format)
        try await office.deliver()
        switch format {
        case .json: try Output.write(.fields(["messages": office.reports(keys)]))
        case .text:
            for item in try office.messages(keys) {
                try Output.write("\(item.message.key): \(item.state.rawValue)\n")
            }
        }
        try await office.close()
    }
}
