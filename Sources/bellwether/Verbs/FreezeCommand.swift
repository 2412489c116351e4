import Alerting
import ArgumentParser
import Core
import Foundation
import Lifecycle
import PolicyFile
import Presentation
import Reports
import Storage
import Store
import TradingCalendar

struct FreezeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: "Holds promotions back for a while; a rollback never is.",
        discussion:
            "Example: bellwether freeze --store .build/store --reason \"the feed is being repaired\" --for \"5 sessions\"",
        subcommands: [Begin.self, Status.self], defaultSubcommand: Begin.self)

    struct Begin: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "begin", abstract: "Begins a freeze, or renews your own.",
            discussion: "Example: bellwether freeze --store .build/store --reason \"year end\" --scope all")

        @Option(help: "Why.")
        var reason: String

        @Option(name: .customLong("for"), help: "How long: \"5 sessions\" or \"2 hours\"; default 5 sessions.")
        var duration: String?

        @Option(help: "What is held back: promotion, or all (retraining too).")
        var scope: String = Freeze.Scope.promotion.rawValue

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() throws {
            guard let scope = Freeze.Scope(rawValue: scope) else {
                Output.fail(
                    "--scope \"\(scope)\" is none of \(Freeze.Scope.allCases.map(\.rawValue).joined(separator: ", "))",
                    code: .usage)
            }
            let span = AnswerOptions.span(duration) ?? FreezeRules.duration
            let reason = OperatorOptions.words(reason, "--reason")
            try operation.change(options.format) { rules, policy throws(Refusal) in
                try rules.freeze(
                    scope, reason: reason, by: operation.person(), incident: nil,
                    until: policy.decider.end(of: span, after: rules.instant))
            }
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether deployments are held back: exit code 0 free, 2 frozen, 3 unknown.",
            discussion: "Example: bellwether freeze status --store .build/store && ./deploy")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() throws {
            let report: FreezeReport
            do {
                let store = try store.open(.read)
                let last = try store.state().lastInstant
                let instant = try store.clock() == .virtual ? last ?? Date() : Date()
                report = FreezeReport(try store.freezes(), at: instant, zone: try Incidents.zone(store))
            } catch {
                Output.note("bellwether: unknown: \(error)")
                throw ExitCode(3)
            }
            try Output.write(report, options.format)
            if report.isFrozen { throw ExitCode(2) }
        }
    }
}

struct Unfreeze: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lifts freezes before their time.",
        discussion: "Example: bellwether unfreeze --store .build/store --reason \"the diagnosis found no drift\"")

    @Option(help: "Only the freeze of this id, or of the beginning of it; default: all that are in force.")
    var id: String?

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var operation: OperatorOptions
    @OptionGroup var options: FormatOptions

    func run() throws {
        let reason = OperatorOptions.words(reason, "--reason")
        try operation.change(options.format) { rules, _ throws(Refusal) in
            try rules.lift(id, by: operation.person(), reason: reason)
        }
    }
}

extension OperatorOptions {
    /// Changes freezes, and prints what was done.
    fileprivate func change(
        _ format: Output.Format, _ decide: (FreezeRules, Policy) throws(Refusal) -> FreezeRules.Change
    ) throws {
        let store = try store.open(.write)
        let policy = try policy(of: store)
        let instant = try instant(store, policy)
        let revision = try store.revision()
        let rules = FreezeRules(try store.freezes(), at: instant)
        let change: FreezeRules.Change
        do throws(Refusal) {
            change = try decide(rules, policy)
        } catch {
            Output.fail(error.description, code: .usage)
        }
        var written = OperationChange(revision: revision)
        written.add(change)
        try store.commit(written)
        switch format {
        case .json: try Output.write(FreezeReport(try store.freezes(), at: instant, zone: policy.calendar.zone).json)
        case .text: for entry in change.audit { try Output.write("\(entry.kind): \(entry.text)".printable + "\n") }
        }
    }
}
