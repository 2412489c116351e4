import Application
import ArgumentParser
import Core
import Presentation

struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Where alerts go.", subcommands: [Test.self])

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Who would be told of an alert, on which channels, with which first step. Sends nothing.",
            discussion:
                "Example: bellwether routes test Examples/sp500/as-written.yml --check nulls --severity critical")

        @Argument(help: "The policy file.")
        var policy: String

        @Option(help: "Only of this check.")
        var check: String?

        @Option(help: "Only of this severity: warning or critical.")
        var severity: String?

        @Flag(help: "What each channel would be sent, with the settings as they are written: no secret is read.")
        var show = false

        @OptionGroup var options: FormatOptions

        func run() throws {
            if show, options.format == .json { throw ApplicationError.usage("--show belongs to --format text") }
            let analysis = try PolicyAnalysis(policyPath: policy, .process)
            let report = try analysis.routes(
                check: Parameter("--check", check), severity: Parameter("--severity", severity))
            if show {
                try Output.write(analysis.examples(of: report).text)
            } else {
                try Output.write(report, options.format)
            }
        }
    }
}
