import ArgumentParser
import Core
import Foundation
import Store
import TradingCalendar

struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Keeps a store whole and small.",
        subcommands: [Check.self, Backup.self, Vacuum.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether the database is whole and its rows agree. Exits with 2 when not.",
            discussion: "Example: bellwether store check --store .build/store")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() throws {
            let store = try store.open(.read)
            let problems = Output.telling("checking \(store.path)") { store.problems() }
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

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a whole copy to a file that is not there yet, also while others work.",
            discussion: "Example: bellwether store backup .build/backup.sqlite --store .build/store")

        @Argument(help: "The file to write.")
        var file: String

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() throws {
            let store = try store.open(.read)
            try Output.telling("copying \(store.path)") { try store.backUp(to: URL(filePath: file)) }
            switch options.format {
            case .json: try Output.write(["file": .string(file), "store": .string(store.path)])
            case .text: try Output.write("\(file): a copy of \(store.path)\n")
            }
        }
    }

    struct Vacuum: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives room back to the disk; with --before, after folding old observations into a line a month.",
            discussion: "Example: bellwether store vacuum --store .build/store --before 2008-01-01")

        @OptionGroup var store: StoreOptions

        @Option(help: "Observations of whole months that ended before this day become a line a month each.")
        var before: String?

        @OptionGroup var options: FormatOptions

        func run() throws {
            let day = before.map { text -> Day in
                guard let day = Day(iso: text) else {
                    Output.fail("--before \"\(text)\" is not a date such as 2024-01-31", code: .usage)
                }
                return day
            }
            let store = try store.open(.write)
            let folded = try day.map { try store.fold(before: min($0, try store.firstNeeded() ?? $0)) }
            try Output.telling("vacuuming \(store.path)") { try store.vacuum() }
            switch options.format {
            case .json: try Output.write(["store": .string(store.path), "folded": JSONValue(folded)])
            case .text:
                try Output.write(
                    "\(store.path): vacuumed\(folded.map { ", \($0.counted("observation")) folded" } ?? "")\n")
            }
        }
    }
}
