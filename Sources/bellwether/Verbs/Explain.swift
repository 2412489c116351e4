import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The whole evidence of one check: curves, contributions, intervals, and how it came here.",
        discussion:
            """
            The exit code is that of the verdict, as for check. Example: bellwether explain \
            Examples/sp500/as-written.yml --check calibration --as-of 2020-03-16
            """
    )

    @Argument(help: "The policy file.")
    var policy: String

    @Option(help: "The name of the check.")
    var check: String

    @Option(help: "As of when: an instant with its zone, or a date. Default: now.")
    var asOf: String?

    @Flag(help: .init("No effect: nothing is resampled in blocks any more.", visibility: .hidden))
    var indices = false

    @OptionGroup var options: FormatOptions

    func run() async throws {
        if indices, options.format != .json { throw ApplicationError.usage("--indices belongs to --format json") }
        let analysis = try PolicyAnalysis(policyPath: policy, .process)
        let report = try await Output.progress("explaining \(check)") {
            try await analysis.explain(
                check: Parameter("--check", check), asOf: Parameter("--as-of", asOf))
        }
        try Output.write(report, options.format)
        throw ExitCode(report.worst.exitCode)
    }
}
