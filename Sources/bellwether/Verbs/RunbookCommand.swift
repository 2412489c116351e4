import Alerting
import ArgumentParser
import Core
import Delivery
import Engine
import Foundation
import Operations
import PolicyFile
import Presentation
import Storage
import Store
import TradingCalendar

struct RunbookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook", abstract: "What is done about an incident, step by step.",
        discussion: "Example: bellwether runbook run 3f2a --store .build/store",
        subcommands: [List.self, Show.self, Run.self, Done.self, Approve.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Incidents that are not over, and the step that each is at.",
            discussion: "Example: bellwether runbook list --store .build/store")

        @Flag(help: "Those that are resolved, too.")
        var all = false

        @OptionGroup var place: PolicyOfStore
        @OptionGroup var options: FormatOptions

        func run() throws {
            let (store, policy) = try place.open()
            let view = try RunbooksView(store, policy) { all || !$0.isResolved }
            switch options.format {
            case .json: try Output.write(view.json)
            case .text: try Output.write(view.text)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The steps of an incident's runbook, and what became of each.",
            discussion: "Example: bellwether runbook show 3f2a --step 2 --store .build/store")

        @Argument(help: "The id of the incident, or the beginning of it; or the name of a runbook.")
        var what: String

        @Option(help: "Only this step, with what it said.")
        var step: Int?

        @Option(help: "The runbook of another alert of the incident than the root.")
        var runbook: String?

        @OptionGroup var place: PolicyOfStore
        @OptionGroup var options: FormatOptions

        func run() throws {
            let (store, policy) = try place.open()
            let zone = policy.calendar.zone
            let view: RunbookView
            if let named = policy.runbooks.first(where: { $0.name == what }) {
                view = RunbookView(named, zone: zone)
            } else {
                let found = try RunbookCommand.refusing {
                    try RunbookCase(store, policy, Incidents.find(what, store), runbook: runbook)
                }
                let files = JobFiles(store: URL(filePath: place.store.store))
                view = RunbookView(found, zone: zone) { files.isHeld($0) }
                if let step {
                    _ = try RunbookCommand.refusing {
                        try found.rules(now: Date(), instant: Date()).step(step)
                    }
                }
            }
            switch options.format {
            case .json: try Output.write(view.json)
            case .text: try Output.write(view.text(Output.style(), step: step))
            }
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Does a step: exit code 0 done, 1 a person has to do or approve it, 2 failed or nobody knows.",
            discussion: "Example: bellwether runbook run 3f2a --store .build/store")

        @Argument(help: "The id of the incident, or the beginning of it.")
        var incident: String

        @Option(help: "The step; default: the first that is not done.")
        var step: Int?

        @Option(help: "The runbook of another alert of the incident than the root.")
        var runbook: String?

        @Flag(help: "Although the step was interrupted and may have had its effect.")
        var again = false

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let execution = StepExecution(operation: operation, format: options.format)
            let outcome = try await RunbookCommand.refusing {
                try await execution.run(incident, runbook: runbook, step: step, canResume: true) {
                    rules, step, person throws(Refusal) in
                    try rules.request(step, by: person, again: again)
                }
            }
            try RunbookCommand.tell(outcome, step, options.format)
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a step run that waits for approval, and runs it.",
            discussion: "Example: bellwether runbook approve 3f2a --step 3 --team mlops --store .build/store")

        @Argument(help: "The id of the incident, or the beginning of it.")
        var incident: String

        @Option(help: "The step.")
        var step: Int

        @Option(help: "The team whose approval it is.")
        var team: String

        @Option(help: "The runbook of another alert of the incident than the root.")
        var runbook: String?

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let execution = StepExecution(operation: operation, format: options.format)
            let outcome = try await RunbookCommand.refusing {
                try await execution.run(incident, runbook: runbook, step: step, canResume: false) {
                    rules, step, person throws(Refusal) in
                    try rules.approve(step, by: person, of: team)
                }
            }
            try RunbookCommand.tell(outcome, step, options.format)
        }
    }

    struct Done: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a person did a step, or knows that it is done.",
            discussion:
                "Example: bellwether runbook done 3f2a --step 1 --note \"the job was stuck\" --store .build/store")

        @Argument(help: "The id of the incident, or the beginning of it.")
        var incident: String

        @Option(help: "The step.")
        var step: Int

        @Option(help: "What was done or found.")
        var note: String = ""

        @Option(help: "The runbook of another alert of the incident than the root.")
        var runbook: String?

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() throws {
            let store = try operation.store.open(.write)
            let policy = try operation.policy(of: store)
            let instant = try operation.instant(store, policy)
            let revision = try store.revision()
            let change = try RunbookCommand.refusing {
                let found = try RunbookCase(store, policy, Incidents.find(incident, store), runbook: runbook)
                let rules = found.rules(now: Date(), instant: instant)
                let files = JobFiles(store: URL(filePath: operation.store.store))
                if let job = rules.latest(step), job.isRunning, !files.isHeld(job.key) {
                    throw Refusal("step \(step) was interrupted; runbook run --step \(step) says what follows")
                }
                return try rules.done(
                    step, by: operation.person(), note: note.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            try store.commit(OperationChange(change, revision: revision))
            try RunbookCommand.tell(.ended(change.job), step, options.format)
        }
    }

    /// Ends the program where something cannot be done.
    fileprivate static func refusing<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let refusal as Refusal {
            Output.fail(refusal.description, code: .usage)
        }
    }

    fileprivate static func refusing<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let refusal as Refusal {
            Output.fail(refusal.description, code: .usage)
        }
    }

    /// Says what came of a step, and ends with its exit code.
    fileprivate static func tell(_ outcome: StepExecution.Outcome, _ step: Int?, _ format: Output.Format) throws {
        switch (outcome, format) {
        case (.ended(let job), .json), (.waits(let job), .json):
            try Output.write(["job": job.json(state: job.state.name)])
        case (.manual(let rules), .json):
            let number = step ?? rules.next ?? 1
            try Output.write([
                "job": .null, "manual": .string(try rules.step(number).title), "step": .integer(number),
                "incident": .string(rules.incident.id),
            ])
        case (.ended(let job), .text):
            if !job.output.isEmpty {
                try Output.write(job.outputLines.map { "\($0)\n" }.joined())
            }
            let reason: String = if case .failed(_, let why) = job.state { ": \(why)" } else { "" }
            try Output.write("step \(job.step), \(job.title): \(job.state.name)\(reason)".printable + "\n")
        case (.waits(let job), .text):
            try Output.write(
                "step \(job.step), \(job.title): awaits approval: bellwether runbook approve \(job.incident) --step \(job.step)\n"
            )
        case (.manual(let rules), .text):
            let number = step ?? rules.next ?? 1
            try Output.write(
                "step \(number), by a person: \(try rules.step(number).title.printable)\nwhen it is done: bellwether runbook done \(rules.incident.id) --step \(number)\n"
            )
        }
        if outcome.exitCode != 0 { throw ExitCode(outcome.exitCode) }
    }
}

/// A store that is read, with the policy of its latest tick or another.
struct PolicyOfStore: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "The policy file; default: the one of the last tick.")
    var policy: String?

    func open() throws -> (SQLiteStore, Policy) {
        let opened = try store.open(.read)
        return (opened, try OperatorOptions.policy(policy, of: opened))
    }
}
