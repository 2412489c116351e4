import Application
import ArgumentParser
import Core
import Foundation

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The shipped policy on thirty years of real history, and on a feed broken five ways.",
        discussion: "Example: bellwether demo")

    @Option(help: "The directory of the example; default: Examples/sp500, here or beside the program's checkout.")
    var example: String?

    func run() throws {
        let story = try DemoStory(example: try directory(), style: Output.style(), width: Output.width())
        try story.tell(Output.write)
    }

    private func directory() throws -> URL {
        if let example { return URL(filePath: example) }
        let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        let here = URL(filePath: FileManager.default.currentDirectoryPath)
        var places = [here]
        // A program in a build directory stands a few levels below the checkout.
        var place = program
        for _ in 0..<4 {
            place = place.deletingLastPathComponent()
            places.append(place)
        }
        for place in places {
            let candidate = place.appending(path: "Examples/sp500")
            if FileManager.default.fileExists(atPath: candidate.path(percentEncoded: false)) { return candidate }
        }
        throw InputFailure(
            path: "Examples/sp500", "is not here; say where the example is: bellwether demo --example DIR")
    }
}
