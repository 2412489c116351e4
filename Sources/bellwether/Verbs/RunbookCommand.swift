import Alerting
import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct RunbookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook", abstract: "What is done about an incident, step by step.",
        discussion: "Example: bellwether runbook run 3f2a9c --store .build/store",
        subcommands: [List.self, Show.self, Run.self, Done.self, Approve.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Incidents that are not over, and the step that each is at.",
            discussion: "Example: bellwether runbook list --store .build/store")

        @Flag(help: "Those that are resolved, too.")
        var all = false

        @OptionGroup var place: PolicyOfStore
        @OptionGroup var options: FormatOptions

        func run() async throws {
            try Output.write(
                try await place.store.reader().runbooks(policyPath: place.policy, includingResolved: all),
                options.format)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The steps of an incident's runbook, and what became of each.",
            discussion: "Example: bellwether runbook show 3f2a9c --step 2 --store .build/store")

        @Argument(help: "The id of the incident, or the beginning of it; or the name of a runbook.")
        var what: String

        @Option(help: "Only this step, with what it said.")
        var step: Int?

        @Option(help: "The runbook of another alert of the incident than the root.")
        var runbook: String?

        @OptionGroup var place: PolicyOfStore
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let report = try await place.store.reader().runbook(
                of: what, runbook: runbook, step: step, policyPath: place.policy)
            try Output.write(report, options.format)
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Does a step: exit code 0 done, 1 a person has to do or approve it, 2 failed or nobody knows.",
            discussion: "Example: bellwether runbook run 3f2a9c --store .build/store")

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
            try await operation.runStep(
                StepRequest(
                    incident: incident, runbook: runbook, step: step, purpose: .run(again: again),
                    by: try operation.person(), at: operation.instant), options.format)
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a step run that waits for approval, and runs it.",
            discussion: "Example: bellwether runbook approve 3f2a9c --step 3 --team mlops --store .build/store")

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
            try await operation.runStep(
                StepRequest(
                    incident: incident, runbook: runbook, step: step, purpose: .approve(team: team),
                    by: try operation.person(), at: operation.instant), options.format)
        }
    }

    struct Done: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a person did a step, or knows that it is done.",
            discussion:
                "Example: bellwether runbook done 3f2a9c --step 1 --note \"the job was stuck\" --store .build/store")

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

        func run() async throws {
            let request = StepRequest(
                incident: incident, runbook: runbook, step: step, purpose: .run(again: false),
                by: try operation.person(), at: operation.instant)
            let deployment = try await operation.open(options.format)
            try StepOutput(format: options.format).write(
                try await deployment.finishStep(step, of: request, note: note))
        }
    }
}

extension OperatorOptions {
    fileprivate func runStep(_ request: StepRequest, _ format: Output.Format) async throws {
        let deployment = try await open(format)
        let progress = Progress()
        defer { progress.end() }
        let outcome = try await Interruption.cancelling {
            try await deployment.runStep(request) { progress.begin("\($0.title) (\($0.key))") }
        }
        if case .waits = outcome {
            var deliveries = Deliveries(deployment)
            try await deliveries.deliver()
            try await deliveries.close()
        }
        try StepOutput(format: format).write(outcome)
    }
}
