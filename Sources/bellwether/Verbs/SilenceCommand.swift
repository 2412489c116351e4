import Alerting
import ArgumentParser
import Core
import Foundation
import PolicyFile
import Presentation
import Reports
import Store
import TradingCalendar

struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keeps teams from hearing of some alerts for a while; incidents go on, and resolves are told.",
        discussion:
            "Example: bellwether silence --store .build/store --check nulls --for \"2 sessions\" --reason \"backfill\"",
        subcommands: [Add.self, List.self, End.self], defaultSubcommand: Add.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A new silence; all matchers that are given must be equal.",
            discussion:
                "Example: bellwether silence --store .build/store --owner data-science --until 2020-04-30 --reason \"known regime\""
        )

        @Option(help: "Alerts of this check.")
        var check: String?

        @Option(help: "Alerts of this subject.")
        var subject: String?

        @Option(help: "Alerts of this layer: data, model, system, business.")
        var layer: String?

        @Option(help: "Alerts that this team owns, alone or with others.")
        var owner: String?

        @Option(help: "Alerts of this severity: warning, critical.")
        var severity: String?

        @Option(help: "Why.")
        var reason: String

        @Option(name: .customLong("for"), help: "How long: \"2 sessions\" or \"15 minutes\".")
        var duration: String?

        @Option(help: "Until when: an instant with its zone, or a date.")
        var until: String?

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            let matchers = matchers()
            try await operation.follow(options.format) { policy, start in
                let end = end(policy, start)
                guard end > start else {
                    Output.fail("the silence would end at \(Timestamp.text(end)), before it begins", code: .usage)
                }
                for unknown in unknown(matchers, policy) {
                    Output.note("bellwether: \(unknown): nothing will match it yet")
                }
                return .silence(
                    Silence(
                        matchers: matchers, author: operation.person(),
                        reason: OperatorOptions.words(reason, "--reason"),
                        start: start, end: end))
            }
        }

        private func matchers() -> [Silence.Matcher: String] {
            let given: [(Silence.Matcher, String?)] = [
                (.check, check), (.subject, subject), (.layer, layer), (.owner, owner), (.severity, severity),
            ]
            let matchers = Dictionary(uniqueKeysWithValues: given.compactMap { key, value in value.map { (key, $0) } })
            if matchers.isEmpty {
                Output.fail("a silence needs a matcher, such as --check nulls; it would match everything", code: .usage)
            }
            if let layer, Layer(rawValue: layer) == nil {
                Output.fail("--layer \"\(layer)\" is none of data, model, system, business", code: .usage)
            }
            if let severity, Severity(rawValue: severity) == nil {
                Output.fail("--severity \"\(severity)\" is neither warning nor critical", code: .usage)
            }
            return matchers
        }

        private func end(_ policy: Policy, _ start: Date) -> Date {
            switch (duration, until) {
            case (let duration?, nil):
                // Over the instant of the last of them, at whatever lag.
                let lag = policy.schedule.longestLag
                let span = AnswerOptions.span(duration) ?? .sessions(1)
                let end = policy.decider.end(of: span, after: start, lag: lag)
                return span.isSeconds ? end : end.addingTimeInterval(1)
            case (nil, let until?): return PolicyFile.instant(until, policy: policy, option: "--until")
            default: Output.fail("say how long: --for \"2 sessions\" or --until 2020-04-30", code: .usage)
            }
        }

        private func unknown(_ matchers: [Silence.Matcher: String], _ policy: Policy) -> [String] {
            var unknown: [String] = []
            if let check, !policy.checkNames.contains(check) {
                unknown.append("no check is called \"\(check)\"\(suggestion(for: check, among: policy.checkNames))")
            }
            let teams = policy.teams.map(\.name)
            if let owner, !teams.contains(owner) {
                unknown.append("no team is called \"\(owner)\"\(suggestion(for: owner, among: teams))")
            }
            return unknown
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All silences, by their beginning.",
            discussion: "Example: bellwether silence list --store .build/store")

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: FormatOptions

        func run() throws {
            let store = try store.open(.read)
            try Output.write(
                SilenceReport(try store.silences(), zone: try Incidents.zone(store)), options.format)
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a silence before its time.",
            discussion: "Example: bellwether silence end 5d0c1e2f3a4b --store .build/store")

        @Argument(help: "The id of the silence.")
        var silence: String

        @OptionGroup var operation: OperatorOptions
        @OptionGroup var options: FormatOptions

        func run() async throws {
            try await operation.follow(options.format) { _, _ in .endSilence(id: silence, by: operation.person()) }
        }
    }
}
