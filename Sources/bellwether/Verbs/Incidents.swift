import Alerting
import ArgumentParser
import Core
import Foundation
import PolicyFile
import Presentation
import Reports
import Storage
import Store
import TradingCalendar

struct Incidents: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Incidents: what happened, who was told, and why.",
        discussion: "Example: bellwether incidents show 3f2a --store .build/store",
        subcommands: [List.self, Show.self, Mitigate.self, Resolve.self, Close.self], defaultSubcommand: List.self)

    /// The zone of the times that people read: that of the policy where it can be read.
    static func zone(_ store: SQLiteStore) throws -> ExchangeZone {
        guard let path = try store.policyPath() else { return .utc }
        do {
            if let policy = try LoadedPolicy(path: path).policy { return policy.calendar.zone }
            Output.note("Times are in UTC: \(path) does not validate.")
        } catch let failure as InputFailure {
            Output.note("Times are in UTC: \(failure)")
        }
        return .utc
    }

    /// The incident that was named by the beginning of its id.
    static func find(_ beginning: String, _ store: SQLiteStore) throws -> Incident {
        guard !beginning.isEmpty else { Output.fail("the id of the incident is empty", code: .usage) }
        let found = try store.incidents(IncidentQuery(prefix: beginning))
        let ids = found.map(\.id)
        guard let incident = found.first, found.count == 1 else {
            Output.fail(
                ids.isEmpty
                    ? "there is no incident \"\(beginning)\"; bellwether incidents list shows them"
                    : "\(ids.count) incidents begin with \"\(beginning)\": \(ids.prefix(5).joined(separator: ", "))",
                code: .usage)
        }
        return incident
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All incidents, oldest first.",
            discussion: "Example: bellwether incidents list --store .build/store --format json")

        @OptionGroup var store: StoreOptions

        @Option(help: "Only those in this state: \(Incident.Status.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state: String?

        @OptionGroup var options: FormatOptions

        func run() throws {
            let status = state.map { text -> Incident.Status in
                guard let status = Incident.Status(rawValue: text) else {
                    let names = Incident.Status.allCases.map(\.rawValue).joined(separator: ", ")
                    Output.fail("--state \"\(text)\" is none of \(names)", code: .usage)
                }
                return status
            }
            let store = try store.open(.read)
            let query = IncidentQuery(statuses: status.map { [$0] })
            try Output.write(
                IncidentListReport.read(query, from: store, zone: Incidents.zone(store)), options.format)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One incident as a chain: measured, fired, opened, told, resolved, each with its reason.",
            discussion: "Example: bellwether incidents show 3f2a --store .build/store")

        @Argument(help: "The id, or the beginning of it.")
        var incident: String

        @OptionGroup var store: StoreOptions

        @OptionGroup var options: FormatOptions

        func run() throws {
            let store = try store.open(.read)
            try Output.write(
                IncidentTimelineReport.read(
                    Incidents.find(incident, store), from: store, zone: Incidents.zone(store)),
                options.format)
        }
    }

    struct Mitigate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that someone is at work; nothing escalates meanwhile.",
            discussion: "Example: bellwether incidents mitigate 3f2a --store .build/store --for \"2 sessions\"")

        @OptionGroup var answer: AnswerOptions

        func run() async throws { try await answer.follow { .mitigate(incident: $0, by: $1, holding: $2) } }
    }

    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Resolves an incident with all its alerts by hand; where a check still breaches, the next session begins a new alert.",
            discussion: "Example: bellwether incidents resolve 3f2a --store .build/store --reason \"known outage\"")

        @Argument(help: "The id, or the beginning of it.")
        var incident: String

        @Option(help: "Why.")
        var reason: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let id = try Incidents.find(incident, operation.store.open(.read)).id
            try await operation.follow(options.format) { _, _ in
                .resolve(incident: id, by: operation.person(), reason: OperatorOptions.words(reason, "--reason"))
            }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a resolved incident: nothing is left to do.",
            discussion: "Example: bellwether incidents close 3f2a --store .build/store")

        @Argument(help: "The id, or the beginning of it.")
        var incident: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let id = try Incidents.find(incident, operation.store.open(.read)).id
            try await operation.follow(options.format) { _, _ in .close(incident: id, by: operation.person()) }
        }
    }
}
