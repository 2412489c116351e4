import Application
import ArgumentParser
import Core
import Engine
import Presentation

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One tick: every check of a policy, with its evidence.",
        discussion: "Example: bellwether check Examples/sp500/as-written.yml --as-of 2020-03-16")

    @Argument(help: "The policy file.")
    var policy: String

    @Option(
        help:
            """
            As of when: an instant with its zone, or a date, meaning the end of that day at the exchange. Default: now.
            """
    )
    var asOf: String?

    @Flag(help: "Also what chance would do, where a verdict is ok: expected_without_change and p_value.")
    var evidence = false

    @OptionGroup var options: FormatOptions

    func run() async throws {
        let analysis = try PolicyAnalysis(policyPath: policy, .process)
        let run = try await Output.progress("checking \(analysis.deployment)") {
            try await analysis.check(asOf: Parameter("--as-of", asOf), allEvidence: evidence)
        }
        switch options.format {
        case .json: try Output.write(run.json)
        case .text: try Output.write(run.view.text(Output.style(), width: Output.width()))
        }
        if asOf == nil, options.format == .text, run.results.contains(where: { $0.measurement.value == nil }) {
            Output.note("There is no recent data. To look at a day of history, say which: --as-of 2020-03-16")
        }
        throw ExitCode(run.worst.exitCode)
    }
}
