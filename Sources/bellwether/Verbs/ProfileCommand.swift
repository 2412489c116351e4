import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "The profile of a CSV or JSON Lines file, or its drift against another.",
        discussion: """
            Types are guessed from the first rows; with --baseline they are the baseline's, and what differs is a finding.

            Example: bellwether profile Examples/sp500/market.csv
            """)

    @Argument(help: "The file: CSV, or JSON Lines if its name ends in .jsonl or .ndjson; plain or gzip.")
    var data: String

    @Option(help: "A file of the same kind to compare with.")
    var baseline: String?

    @OptionGroup var options: FormatOptions

    func run() async throws {
        let report = try await Output.progress("reading \(data)") {
            try await FileProfiling.profile(path: data, baseline: baseline)
        }
        try Output.write(report, options.format)
        throw ExitCode(report.worst.exitCode)
    }
}
