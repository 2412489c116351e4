import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct Diagnose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What changed in a source, since when, whether it has been seen before, and whether relations hold.",
        discussion: """
            Describes and does not judge: the exit code is 0, or 3 where there are too few rows. With --compare the
            distributions beside those of the baseline.

            Example: bellwether diagnose Examples/sp500/as-written.yml --as-of 2020-03-16
            """)

    @Argument(help: "The policy file.")
    var policy: String

    @Option(help: "The source; default: the one that the model reads, or the first check looks at.")
    var source: String?

    @Option(help: "As of when: an instant with its zone, or a date. Default: now.")
    var asOf: String?

    @Flag(help: "The distributions beside those of the baseline.")
    var compare = false

    @OptionGroup var options: FormatOptions

    func run() async throws {
        let analysis = try PolicyAnalysis(policyPath: policy, .process)
        try await Output.write(
            Output.progress("reading \(analysis.deployment)") { () async throws -> any Presentable in
                let asOf = Parameter("--as-of", asOf)
                return compare
                    ? try await analysis.comparison(source: source, asOf: asOf)
                    : try await analysis.diagnosis(source: source, asOf: asOf)
            }, options.format)
    }
}
