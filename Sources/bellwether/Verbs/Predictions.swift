import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct Predictions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The ledger of predictions, labels, decisions and money, so that anyone can recompute every figure.",
        discussion: "Example: bellwether predictions Examples/sp500/as-written.yml --from 2020-02-03 --to 2020-04-30")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

    @Argument(help: "The policy file.")
    var policy: String

    @Option(help: "First prediction session; default: the first there is.")
    var from: String?

    @Option(help: "Last prediction session; default: the last there is.")
    var to: String?

    @Option(help: "Labels as known then: an instant with its zone, or a date. Default: all that is known.")
    var asOf: String?

    @Option(help: "Also write the artifacts of the versions that made them to this directory.")
    var artifacts: String?

    @Flag(help: "Instead of each prediction, what they were worth year by year; text or json.")
    var byYear = false

    @Option(help: "How to print: text, csv or json.")
    var format: Format = .text

    func run() async throws {
        if byYear, format == .csv { throw ApplicationError.usage("--by-year is printed as text or json") }
        let analysis = try PolicyAnalysis(policyPath: policy, .process)
        let span = DaySpan(from: Parameter("--from", from), to: Parameter("--to", to))
        let predictions = try await Output.progress("making the predictions of \(analysis.deployment)") {
            try await analysis.predictions(span, asOf: Parameter("--as-of", asOf))
        }
        if let artifacts {
            let count = try predictions.writeArtifacts(to: artifacts)
            Output.note("\(count) artifacts written to \(artifacts)")
        }
        if byYear {
            let report = try await Output.progress("resampling \(analysis.deployment)") {
                try await predictions.walkForward()
            }
            return try Output.write(report, format.shared ?? .text)
        }
        let report = predictions.report
        if let format = format.shared {
            try Output.write(report, format)
        } else {
            try Output.write(report.csv)
        }
        if report.rows.isEmpty {
            Output.note("There is no prediction from \(report.span.lowerBound) to \(report.span.upperBound).")
        }
    }
}

extension Predictions.Format {
    /// nil for the format that no other verb has.
    fileprivate var shared: Output.Format? { Output.Format(rawValue: rawValue) }
}
