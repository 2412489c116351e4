import Alerting
import ArgumentParser
import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import Storage
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

    /// - Returns: never empty, without spaces around it.
    func person() -> String {
        if let by { return OperatorOptions.words(by, "--by") }
        // A process may run under a number that has no name.
        let name = NSUserName()
        return name.isEmpty ? "user \(getuid())" : name
    }

    /// A text that says something.
    static func words(_ text: String, _ option: String) -> String {
        let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if words.isEmpty { Output.fail("\(option) is empty", code: .usage) }
        return words
    }

    /// Follows a command, prints what it did, and sends what it has to tell.
    func follow(_ format: Output.Format, _ command: (Policy, Date) throws -> Command) async throws {
        let store = try store.open(.write)
        let policy = try policy(of: store)
        let instant = try instant(store, policy)
        let decision: Decision
        do {
            decision = try store.follow(command(policy, instant), by: policy.decider, at: instant)
        } catch let refusal as Refusal {
            Output.fail(refusal.description, code: .usage)
        }
        if format == .text {
            for entry in decision.audit { try Output.write("\(entry.kind): \(entry.text.printable)\n") }
        }
        let office = OutboxDelivery(store, policy, OutboxDelivery.present(policy), format)
        try await office.deliver()
        if format == .json {
            try Output.write(
                .fields([
                    "done": decision.audit.map { "\($0.kind): \($0.text)" },
                    "messages": try office.reports(decision.messages.map(\.key)),
                ]))
        }
        try await office.close()
    }

    func policy(of store: SQLiteStore) throws -> Policy { try OperatorOptions.policy(policy, of: store) }

    /// - Parameter path: nil for the policy of the last tick.
    static func policy(_ path: String?, of store: SQLiteStore) throws -> Policy {
        guard let path = try path ?? store.policyPath() else {
            Output.fail("the store has seen no tick, so it has no policy; say which: --policy FILE", code: .usage)
        }
        let loaded = try PolicyFile.load(path)
        guard loaded.deployment == store.deployment else {
            throw StoreError.otherPolicy(path: path, deployment: loaded.deployment, owner: store.deployment)
        }
        return loaded
    }

    func instant(_ store: SQLiteStore, _ policy: Policy) throws -> Date {
        let last = try store.state().lastInstant
        let isPast = try store.clock() == .virtual
        // Stores keep whole seconds.
        let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
        guard let at else { return isPast ? last ?? now : max(now, last ?? now) }
        let instant = PolicyFile.instant(at, policy: policy, option: "--at")
        if let last, instant < last {
            Output.fail(
                "--at \(at) lies before the store's last instant, \(policy.calendar.zone.text(last))", code: .usage)
        }
        if !isPast, instant > now { Output.fail("--at \(at) has not come yet", code: .usage) }
        return instant
    }
}
