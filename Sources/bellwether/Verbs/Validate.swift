import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "All problems of a policy at once, and its doubtful rules with the number that shows the point.",
        discussion: "Example: bellwether validate Examples/sp500/as-written.yml")

    @Argument(help: "The policy file.")
    var policy: String

    @OptionGroup var options: FormatOptions

    func run() async throws {
        let validation = try PolicyValidation(policyPath: policy, .process)
        let report = try await Output.progress("trying the rules of \(validation.name) on history") {
            try await validation.report()
        }
        try Output.write(report, options.format)
        if report.size == nil { throw ExitCode(ExitStatus.dataError.rawValue) }
    }
}
