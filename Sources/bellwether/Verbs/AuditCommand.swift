import Application
import ArgumentParser
import Core
import Presentation
import Reports

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Everything that was decided, and why, in a chain that shows every change.",
        subcommands: [Verify.self, List.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proves that no row was changed or taken out. Exits with 2 when one was.",
            discussion: """
                A chain shows what was changed or taken out of the middle. Rows taken off its end are shown by the hash of the
                last row, noted somewhere else: --head.

                Example: bellwether audit verify --store .build/store
                """)

        @OptionGroup var store: StoreOptions

        @Option(help: "The hash that an earlier verification printed: its row must still be there.")
        var head: String?

        @OptionGroup var options: FormatOptions

        func run() async throws {
            let reader = try store.reader(isTrusted: false)
            let proof = try await Output.progress("verifying \(reader.deployment)") {
                try await reader.verifyAudit(head: head)
            }
            try Output.write(proof, options.format)
            if proof.fault != nil { throw ExitCode(2) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The rows of the audit.",
            discussion: "Example: bellwether audit list --store .build/store --incident 3f2a9c")

        @OptionGroup var store: StoreOptions

        @Option(help: "Only those of this incident.")
        var incident: String?

        @Option(help: "Only those after this row.")
        var after = 0

        @Option(help: "At most so many.")
        var limit = 1_000

        @OptionGroup var options: FormatOptions

        func run() async throws {
            let page = try await store.reader().audit(incident: incident, after: after, limit: limit)
            try Output.write(page.rows, options.format)
            guard let next = page.next else { return }
            let words = ["audit", "list"] + (incident.map { ["--incident", $0] } ?? []) + ["--after", "\(next)"]
            Output.note("There are more rows: \(store.command.text(words))")
        }
    }
}
