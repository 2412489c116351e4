import ArgumentParser
import Core
import Foundation
import PolicyFile
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
            if show, options.format == .json { Output.fail("--show belongs to --format text", code: .usage) }
            let policy = try PolicyFile.load(policy)
            if let check, !policy.checkNames.contains(check) {
                Output.fail(
                    "--check: no check is called \"\(check)\"\(suggestion(for: check, among: policy.checkNames)); there are \(policy.checkNames.joined(separator: ", "))",
                    code: .usage)
            }
            let wanted = severity.map { text -> Severity in
                guard let severity = Severity(rawValue: text) else {
                    Output.fail("--severity \"\(text)\" is neither warning nor critical", code: .usage)
                }
                return severity
            }
            let view = RoutesView(policy, check: check, severity: wanted)
            switch options.format {
            case .json: try Output.write(view.json)
            case .text:
                // Whole seconds, as all instants of messages.
                let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
                try Output.write(show ? view.shown(at: now) : view.text)
            }
        }
    }
}
