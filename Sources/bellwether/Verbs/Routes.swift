import Application
import ArgumentParser
import Core
import Foundation
import Presentation
import Reports

struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Where alerts go.", subcommands: [Test.self])

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Who would be told of an alert, on which channels, with which first step. Sends nothing without --send.",
            discussion: """
                With --send a test message goes through the channels, and what ends it to those that keep it open until then.
                The exit code is 0 when all of it arrived, and 4 when not.

                Example: bellwether routes test Examples/sp500/as-written.yml --check nulls --severity critical
                """)

        @Argument(help: "The policy file.")
        var policy: String

        @Option(help: "Only of this check.")
        var check: String?

        @Option(help: "Only of this severity: warning or critical.")
        var severity: String?

        @Flag(help: "What each channel would be sent, with the settings as they are written: no secret is read.")
        var show = false

        @Flag(help: "Send a test message, which says that it is one, through the channels now.")
        var send = false

        @Option(help: "With --send: only through this channel.")
        var channel: String?

        @Option(help: "With --send: only through the channels of this team.")
        var team: String?

        @Option(help: "With --send: the directory of a store whose audit records it.")
        var store: String?

        @Option(help: "With --send: who tests; default: you.")
        var by: String?

        @OptionGroup var options: FormatOptions

        func run() async throws {
            if send { return try await sendTests() }
            if [channel, team, store, by].contains(where: { $0 != nil }) {
                throw ApplicationError.usage("--channel, --team, --store and --by belong to --send")
            }
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

        private func sendTests() async throws {
            if show || check != nil || severity != nil {
                throw ApplicationError.usage(
                    "--send takes --channel or --team, and neither --check, --severity nor --show")
            }
            if channel != nil, team != nil {
                throw ApplicationError.usage("--send takes --channel or --team, not both")
            }
            let person = try OperatorOptions.person(by)
            let place = try store.map { try Parameter("--store", $0).words() }
            let trial = try ChannelTrial(policyPath: policy, .process)
            let report = try await Output.progress("sending test messages") {
                try await trial.run(
                    channel: Parameter("--channel", channel), team: Parameter("--team", team), by: person,
                    store: place.map { URL(filePath: $0) }, print: Output.printer(options.format))
            }
            try Output.write(report, options.format)
            if !report.isDelivered { throw ExitCode(ExitStatus.undelivered.rawValue) }
        }
    }
}
