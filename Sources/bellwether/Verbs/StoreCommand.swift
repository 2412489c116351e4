import Application
import ArgumentParser
import Core
import Foundation

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Keeps a store whole and small.",
        subcommands: [Check.self, Backup.self, Vacuum.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether the database is whole and its rows agree. Exits with 2 when not.",
            discussion: "Example: bellwether store check --store .build/store")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let store = try store.reader()
            let problems = try await Output.progress("checking \(store.path)") { try await store.problems() }
            switch options.format {
            case .json: try Output.write(["deployment": .string(store.deployment), "problems": JSONValue(problems)])
            case .text:
                try Output.write(
                    problems.isEmpty
                        ? "\(store.path): whole\n" : problems.map { "\(store.path): \($0)\n" }.joined())
            }
            if !problems.isEmpty { throw ExitCode(2) }
        }
    }

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a whole copy to a file that is not there yet, also while others work.",
            discussion: "Example: bellwether store backup .build/backup.sqlite --store .build/store")

        @Argument(help: "The file to write.")
        var file: String

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let store = try store.reader()
            try await Output.progress("copying \(store.path)") { try await store.backUp(to: URL(filePath: file)) }
            switch options.format {
            case .json: try Output.write(["file": .string(file), "store": .string(store.path)])
            case .text: try Output.write("\(file): a copy of \(store.path)\n")
            }
        }
    }

    struct Vacuum: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives room back to the disk; with --before, after folding old observations into a line a month.",
            discussion: "Example: bellwether store vacuum --store .build/store --before 2008-01-01")

        @OptionGroup var store: StoreOptions

        @Option(help: "Observations of whole months that ended before this day become a line a month each.")
        var before: String?

        @OptionGroup var options: FormatOptions

        func run() async throws {
            let day = try Parameter("--before", before)?.day()
            let store = try StoreMaintenance(store: store.directory)
            var folded: Int?
            if let day { folded = try await store.fold(before: day) }
            try await Output.progress("vacuuming \(store.path)") { try await store.vacuum() }
            switch options.format {
            case .json: try Output.write(["store": .string(store.path), "folded": JSONValue(folded)])
            case .text:
                try Output.write(
                    "\(store.path): vacuumed\(folded.map { ", \($0.counted("observation")) folded" } ?? "")\n")
            }
        }
    }
}
