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
            let view = try PolicyAnalysis(policyPath: policy, .process)
                .routes(check: Parameter("--check", check), severity: Parameter("--severity", severity))
            switch options.format {
            case .json: try Output.write(view.json)
            case .text:
                // All instants of messages are whole seconds.
                let now = ApplicationContext.process.clock.wholeSecond
                try Output.write(show ? view.shown(at: now) : view.text)
            }
        }
    }
}
