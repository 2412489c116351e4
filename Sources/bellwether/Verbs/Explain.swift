import ArgumentParser
import Core
import Foundation
import PolicyFile
import Presentation
import TradingCalendar

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The whole evidence of one check: curves, contributions, intervals, and how it came here.",
        discussion:
            "The exit code is that of the verdict, as for check. Example: bellwether explain Examples/sp500/as-written.yml --check calibration --as-of 2020-03-16"
    )

    @Argument(help: "The policy file.")
    var policy: String

    @Option(help: "The name of the check.")
    var check: String

    @Option(help: "As of when: an instant with its zone, or a date. Default: now.")
    var asOf: String?

    @Flag(help: "With --format json: also the first row of every block of every resample.")
    var indices = false

    @OptionGroup var options: FormatOptions

    func run() throws {
        let policy = try PolicyFile.load(policy)
        let instant = PolicyFile.instant(asOf, policy: policy)
        if indices, options.format != .json { Output.fail("--indices belongs to --format json", code: .usage) }
        let names = policy.checkNames
        guard names.contains(check) else {
            Output.fail(
                "--check: no check is called \"\(check)\"\(suggestion(for: check, among: names)); there are \(names.joined(separator: ", "))",
                code: .usage)
        }
        let view = try Output.telling("explaining \(check)") {
            try ExplanationView(policy, check: check, asOf: instant)
        }
        guard let view else { return }
        switch options.format {
        case .json: try Output.write(view.json(withIndices: indices))
        case .text: try Output.write(view.text(Output.style(), width: Output.width()))
        }
        throw ExitCode(view.worst.exitCode)
    }
}
