import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs scenarios: a fault is planted in a feed, and what it causes must be what the file says.",
        discussion: """
            Each runs twice on a virtual clock, with its fault and without; the difference is what the fault caused. Exits with 2
            when a scenario does not hold.

            Example: bellwether test Scenarios/nulls.scenario
            """)

    @Argument(help: "Scenario files.")
    var scenarios: [String]

    @Flag(name: .customLong("print"), help: "Instead: what the faults cause, as it would stand in the file.")
    var prints = false

    @OptionGroup var options: FormatOptions

    func run() async throws {
        var runs: [ScenarioReport.Run] = []
        var code: ExitStatus?
        for path in scenarios {
            do {
                let run = try await Output.progress("running \(path)") { advance in
                    try await ScenarioTrial.run(path: path, advance: advance)
                }
                runs.append(run)
            } catch ApplicationError.scenarioInvalid(let problems) {
                code = code ?? .dataError
                Output.note(problems)
            } catch let failure as InputFailure {
                code = .noInput
                Output.note("bellwether: \(failure)")
            }
        }
        let report = ScenarioReport(runs, requested: scenarios.count)
        if prints, options.format == .text {
            try Output.write(report.transcript)
        } else if options.format == .json || !runs.isEmpty {
            try Output.write(report, options.format)
        }
        if let code { throw ExitCode(code.rawValue) }
        if report.failures > 0, !prints { throw ExitCode(2) }
    }
}
