import Application
import ArgumentParser
import Foundation

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The shipped policy on thirty years of real history, and on a feed broken five ways.",
        discussion: "Example: bellwether demo")

    @Option(help: "The directory of the example; default: Examples/sp500, here or beside the program's checkout.")
    var example: String?

    func run() throws {
        let example =
            try example.map { URL(filePath: $0) }
            ?? DemoDirectory.find(
                from: URL(filePath: FileManager.default.currentDirectoryPath),
                program: URL(filePath: CommandLine.arguments[0]))
        let story = try DemoStory(example: example, style: Output.style(), width: Output.width())
        try story.tell(Output.write)
    }
}
