import ArgumentParser
import Core
import Foundation
import Presentation
import Scenarios
import Store

struct TestCommand: ParsableCommand {
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

    func run() throws {
        var runs: [ScenarioRun] = []
        var code: Output.Code?
        for path in scenarios {
            do {
                runs.append(try Output.telling("running \(path)") { try TestCommand.run(path) })
            } catch let problems as ScenarioProblems {
                code = code ?? .dataError
                Output.note("\(problems)")
            } catch let failure as InputFailure {
                code = .noInput
                Output.note("bellwether: \(failure)")
            }
        }
        let report = ScenarioReport(runs, of: scenarios.count)
        if prints, options.format == .text {
            try Output.write(report.transcript)
        } else if options.format == .json {
            try Output.write(report.json)
        } else if !runs.isEmpty {
            try Output.write(report.text(Output.style()))
        }
        if let code { throw ExitCode(code.rawValue) }
        if report.failures > 0, !prints { throw ExitCode(2) }
    }

    /// With stores in a directory that is removed afterwards.
    private static func run(_ path: String) throws -> ScenarioRun {
        let directory = FileManager.default.temporaryDirectory.appending(path: "bellwether-test-\(UUID().uuidString)")
        defer {
            do { try FileManager.default.removeItem(at: directory) } catch {
                // A temporary directory that stays is the system's to clean.
            }
        }
        return try ScenarioRun(path: path) { deployment, name in
            try SQLiteStore(directory: directory.appending(path: name), deployment: deployment, access: .write)
        }
    }
}
