import Alerting
import ArgumentParser
import Core
import Foundation
import Monitoring
import Store
import TradingCalendar

/// The store of a verb, and the policy that its decisions follow.
struct StoreOptions: ParsableArguments {
    @Option(help: "The directory of the store.")
    var store: String

    func open(_ access: SQLiteStore.Access, deployment: String? = nil) throws -> SQLiteStore {
        try SQLiteStore(directory: URL(filePath: store), deployment: deployment, access: access)
    }
}

/// What a person commands on a store.
struct OperatorOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "The policy file; default: the one of the last tick.")
    var policy: String?

    @Option(help: "Who says so; default: you.")
    var by: String?

    @Option(
        help:
            "When: an instant with its zone, or a date. Default: now; on a store of the past, its last instant.")
    var at: String?

    var person: String { by ?? NSUserName() }

    /// Follows a command and prints what it did.
    func follow(_ format: Output.Format, _ command: (Policy, Date) throws -> Command) throws {
        let store = try store.open(.write)
        let policy = try policy(of: store)
        let command = try command(policy, instant(store, policy))
        do {
            let decision = try Ticker.follow(command, store, policy.decider, at: instant(store, policy))
            switch format {
            case .json: try Output.write(["done": JSONValue(decision.audit.map { "\($0.kind): \($0.text)" })])
            case .text: for entry in decision.audit { try Output.write("\(entry.kind): \(entry.text)\n") }
            }
            try Outbox.print(store, policy.calendar.zone)
        } catch let refusal as Refusal {
            Output.fail(refusal.description, code: .usage)
        }
    }

    private func policy(of store: SQLiteStore) throws -> Policy {
        guard let path = try policy ?? store.policyPath() else {
            Output.fail("the store has seen no tick, so it has no policy; say which: --policy FILE", code: .usage)
        }
        return try PolicyFile.load(path)
    }

    private func instant(_ store: SQLiteStore, _ policy: Policy) throws -> Date {
        let last = try store.state().lastInstant
        if let at { return max(PolicyFile.instant(at, policy: policy, option: "--at"), last ?? .distantPast) }
        if try store.clock() == .virtual, let last { return last }
        // Stores keep whole seconds.
        return max(Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)), last ?? .distantPast)
    }
}

/// Until channels exist, messages go to standard output.
enum Outbox {
    static func print(_ store: any MonitorStore, _ zone: ExchangeZone) throws {
        for item in try store.outbox([.pending]) {
            try Output.write(TickReport.text(item.message, zone: zone))
            try store.mark([item.message.key], .delivered)
        }
    }
}
