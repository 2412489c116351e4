import ArgumentParser
import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import TradingCalendar

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One tick: every check of a policy, with its evidence.",
        discussion: "Example: bellwether check Examples/sp500/as-written.yml --as-of 2020-03-16")

    @Argument(help: "The policy file.")
    var policy: String

    @Option(
        help:
            "As of when: an instant with its zone, or a date, meaning the end of that day at the exchange. Default: now."
    )
    var asOf: String?

    @OptionGroup var options: FormatOptions

    func run() throws {
        let policy = try PolicyFile.load(policy)
        let instant = PolicyFile.instant(asOf, policy: policy)
        let run = try Output.telling("checking \(policy.deployment)") { try CheckRun(policy, asOf: instant) }
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
