import Application
import ArgumentParser
import Foundation
import Presentation
import Reports

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Keeps a store whole and small.",
        subcommands: [Check.self, Backup.self, Vacuum.self, Rewind.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether the database is whole and its rows agree. Exits with 2 when not.",
            discussion: "Example: bellwether store check --store .build/store")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let store = try store.reader(isTrusted: false)
            let report = try await Output.progress("checking \(store.path)") { try await store.check() }
            try Output.write(report, options.format)
            if !report.problems.isEmpty { throw ExitCode(2) }
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
            try Output.write(StoreBackupReport(file: file, path: store.path), options.format)
        }
    }

    struct Rewind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a store back that ticked while the clock was ahead, to its latest tick before now.",
            discussion: """
                What was decided stays in the audit. Incidents of instants that have not come are resolved by hand, and what
                was measured then is void. The next tick goes on from there.

                Example: bellwether store rewind --store .build/store --reason "the clock of the host was wrong"
                """)

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var store: StoreOptions

        @Option(help: "The policy file; default: the one of the last tick.")
        var policy: String?

        @Option(help: "Who says so; default: you.")
        var by: String?

        @OptionGroup var options: FormatOptions

        func run() async throws {
            let reason = try Parameter("--reason", reason).words()
            let person = try OperatorOptions.person(by)
            let deployment = try await Deployment.open(
                .init(
                    store: store.directory, policyPath: policy, locking: .releasedByWork,
                    print: Output.printer(options.format)), .process)
            try await OperatorOptions.report(
                try await deployment.rewind(by: person, reason: reason), of: deployment, options.format)
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
            try Output.write(StoreVacuumReport(path: store.path, folded: folded), options.format)
        }
    }
}
