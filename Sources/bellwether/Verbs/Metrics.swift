import ArgumentParser
import Presentation
import Reports

struct Metrics: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The catalogue of metrics, each with its definition.",
        discussion: "Example: bellwether metrics")

    @OptionGroup var options: FormatOptions

    func run() throws {
        try Output.write(MetricCatalogReport(), options.format)
    }
}
