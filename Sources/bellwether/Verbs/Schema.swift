import Application
import ArgumentParser
import Core

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The JSON Schema of a policy file, for editors.",
        discussion: "Example: bellwether schema > bellwether.schema.json")

    @OptionGroup var options: FormatOptions

    func run() throws { try Output.write(PolicyAnalysis.schema) }
}
