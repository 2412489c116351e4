import ArgumentParser
import Core
import Engine
import Foundation
import PolicyFile
import Presentation

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "All problems of a policy at once, and its doubtful rules with the number that shows the point.",
        discussion: "Example: bellwether validate Examples/sp500/as-written.yml")

    @Argument(help: "The policy file.")
    var policy: String

    @OptionGroup var options: FormatOptions

    func run() throws {
        var loaded = try LoadedPolicy(path: policy)
        if let policy = loaded.policy {
            loaded = Output.telling("trying the rules of \(policy.deployment) on history") {
                loaded.adding(PolicyLints.problems(policy) + HistoryLints.problems(policy))
            }
        }
        switch options.format {
        case .json: try Output.write(loaded.json)
        case .text: try Output.write(ProblemReport(loaded.view).text(Output.style(), width: Output.width()))
        }
        if loaded.policy == nil { throw ExitCode(Output.Code.dataError.rawValue) }
    }
}
