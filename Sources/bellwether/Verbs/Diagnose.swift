import ArgumentParser
import Core
import Engine
import Foundation
import PolicyFile
import Presentation

struct Diagnose: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What changed in a source, since when, whether it has been seen before, and whether relations hold.",
        discussion: """
            Describes and does not judge: the exit code is 0. With --compare the distributions beside those of the baseline.

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

    func run() throws {
        let policy = try PolicyFile.load(policy)
        let instant = PolicyFile.instant(asOf, policy: policy)
        do {
            let asked = try Output.telling("reading \(policy.deployment)") {
                try SourceDiagnosis(policy, source: source, root: nil, asOf: instant)
            }
            switch (compare, options.format) {
            case (false, .json): try Output.write(DiagnosisView(asked).json)
            case (false, .text): try Output.write(DiagnosisView(asked).text(Output.style(), width: Output.width()))
            case (true, .json): try Output.write(ComparisonView(asked).json)
            case (true, .text): try Output.write(ComparisonView(asked).text(Output.style(), width: Output.width()))
            }
        } catch let refusal as Refusal {
            Output.fail(refusal.description, code: .usage)
        }
    }
}
