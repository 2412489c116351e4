import Alerting
import ArgumentParser
import Core
import Foundation
import Presentation
import Reports
import Store
import TradingCalendar

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Everything that was decided, and why, in a chain that shows every change.",
        subcommands: [Verify.self, List.self])

    struct Verify: ParsableCommand {
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

        func run() throws {
            let store = try store.open(.read)
            let last = try store.auditHead()
            var fault = try Output.telling("verifying \(store.deployment)") { try store.auditFault() }
            if fault == nil, let head, try !store.auditHolds(hash: head) {
                fault = "no row has the hash \(head): rows were taken off the end, or this is another audit"
            }
            switch options.format {
            case .json:
                try Output.write([
                    "rows": .integer(last?.sequence ?? 0), "head": JSONValue(last?.hash), "fault": JSONValue(fault),
                ])
            case .text:
                try Output.write(
                    fault.map { "broken: \($0)\n" }
                        ?? "whole: \((last?.sequence ?? 0).counted("row")), head \(last?.hash ?? "none")\n")
            }
            if fault != nil { throw ExitCode(2) }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The rows of the audit.",
            discussion: "Example: bellwether audit list --store .build/store --incident 3f2a")

        @OptionGroup var store: StoreOptions

        @Option(help: "Only those of this incident.")
        var incident: String?

        @Option(help: "Only those after this row.")
        var after = 0

        @Option(help: "At most so many.")
        var limit = 1_000

        @OptionGroup var options: FormatOptions

        func run() throws {
            let store = try store.open(.read)
            guard limit > 0 else { Output.fail("--limit \(limit) is not above 0", code: .usage) }
            let id = try incident.map { try Incidents.find($0, store).id }
            let rows = try store.audit(incident: id, after: after, limit: limit)
            try Output.write(AuditReport(rows, zone: try Incidents.zone(store)), options.format)
            if let next = try store.audit(incident: id, after: after, limit: limit + 1).dropFirst(limit).first {
                Output.note("There are more rows: --after \(next.sequence - 1)")
            }
        }
    }
}
