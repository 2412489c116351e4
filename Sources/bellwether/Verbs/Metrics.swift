import ArgumentParser
import Core
import Foundation
import Presentation

struct Metrics: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The catalogue of metrics, each with its definition.",
        discussion: "Example: bellwether metrics")

    @OptionGroup var options: FormatOptions

    func run() throws {
        switch options.format {
        case .json: try Output.write(MetricCatalogView.json)
        case .text: try Output.write(MetricCatalogView.text(width: Output.width()))
        }
    }
}
