import Application
import ArgumentParser
import Core
import Presentation
import Reports

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
        let report = try await Output.progress("checking \(analysis.deployment)") {
            try await analysis.check(asOf: Parameter("--as-of", asOf), allEvidence: evidence)
        }
        try Output.write(report, options.format)
        if asOf == nil, options.format == .text, report.lacksValues {
            Output.note("There is no recent data. To look at a day of history, say which: --as-of 2020-03-16")
        }
        throw ExitCode(report.worst.exitCode)
    }
}
