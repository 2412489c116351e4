import Alerting
import ArgumentParser
import Core
import Engine
import Foundation
import PolicyFile
import Presentation
import Reports
import Storage
import Store
import TradingCalendar

struct TickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick",
        abstract: "Judges, decides on alerts and incidents, and writes that to a store: for cron.",
        discussion: """
            Without --from and --to: at every instant since the store's last, up to now; on a new store at the latest one.
            With them: at every instant between the two days; nothing is sent then unless --deliver says so.
            An instant that was decided is never decided again, so a run that was interrupted is simply repeated.
            The exit code is 0 when all was decided, whatever the verdicts are.

            Example: bellwether tick Examples/sp500/as-written.yml --store .build/store --from 2007-01-01 --to 2009-12-31
            """)

    @Argument(help: "The policy file.")
    var policy: String

    @OptionGroup var store: StoreOptions

    @Option(help: "First day.")
    var from: String?

    @Option(help: "Last day.")
    var to: String?

    @Flag(help: "With --from and --to: send messages, which is not done otherwise.")
    var deliver = false

    @Option(help: "How long to wait at the end for what is to be tried again: \"30 seconds\".")
    var wait: String = "30 seconds"

    @OptionGroup var options: FormatOptions

    func run() async throws {
        let loaded = try PolicyFile.load(policy)
        let isLive = from == nil && to == nil
        let patience = OutboxDelivery.patience(wait)
        if deliver, isLive { Output.fail("--deliver belongs to --from and --to", code: .usage) }

        // Before there is a store: what was typed wrong leaves nothing.
        let span = isLive ? nil : PolicyFile.span(from: from, to: to, calendar: loaded.calendar)
        let calendar = loaded.calendar
        guard !isLive || calendar.zone.day(of: Date()) <= calendar.span.upperBound else {
            throw InputFailure(
                path: policy,
                "the calendar \(calendar.name) ends on \(calendar.span.upperBound), which is over: nothing is watched")
        }
        let isSending = isLive || deliver
        let channels = isSending ? OutboxDelivery.required(loaded, path: policy) : []
        let store = try store.open(.write, deployment: loaded.deployment)
        let last = try store.state().lastInstant
        let isPresent = try isLive || last != nil && store.clock() == .wall
        let mode = TickMode(clock: isPresent ? .wall : .virtual, messages: isSending ? .pending : .withheld)
        if !isLive, !deliver, isPresent {
            throw StoreError.present(path: store.path)
        }
        let instants =
            try span.map { try past($0, loaded, after: last) } ?? loaded.schedule.due(after: last, through: Date())
        if !instants.isEmpty {
            try store.setPolicyPath(URL(filePath: policy).standardizedFileURL.path(percentEncoded: false))
        }
        if isLive, instants.count > 21, let last {
            Output.note("Catching up \(instants.count) instants since \(calendar.zone.text(last)).")
        }
        let office = isSending ? OutboxDelivery(store, loaded, channels, options.format) : nil
        // What waits from before comes before what is decided now.
        try await office?.deliver()
        var report = try await decide(loaded, store, instants, mode, office)
        try await office?.deliver(until: Date().addingTimeInterval(patience))
        switch options.format {
        case .json:
            let keys = report.messages.map(\.key)
            let messages =
                try office?.messages(keys)
                ?? store.outbox(OutboxQuery(keys: Set(keys), states: [.withheld]))
            report.outbox = messages.map { MessageReport($0, by: loaded.decider) }
            try Output.write(report, .json)
        case .text:
            if report.instants.isEmpty {
                Output.note(try nothingDue(loaded, store.state().lastInstant))
            } else {
                try Output.write(report, .text)
            }
        }
        try await office?.close()
    }

    private func decide(
        _ policy: Policy, _ store: SQLiteStore, _ instants: [Date], _ mode: TickMode, _ office: OutboxDelivery?
    ) async throws -> TickReport {
        let zone = policy.calendar.zone
        var report = TickReport(deployment: policy.deployment, zone: zone, isSending: office != nil)
        guard let last = instants.last else { return report }
        let history = try Output.telling("reading \(policy.deployment)") {
            try DeploymentHistory.readable(policy, through: last)
        }
        for failure in history.failures { Output.note("bellwether: \(failure)") }
        let ticker = Ticker(history)
        let progress = Output.Progress("deciding at \(instants.count.counted("instant")) of \(policy.deployment)")
        defer { progress.end() }
        for instant in instants {
            let tick = try ticker.tick(store, at: instant, mode)
            report.add(tick.decision, worst: tick.worst)
            try await office?.deliver()
            guard office == nil, options.format == .text else { continue }
            for message in tick.decision.messages {
                try Output.write(message.text(policy.decider.rendered(message), zone: zone))
            }
        }
        return report
    }

    private func nothingDue(_ policy: Policy, _ last: Date?) throws -> String {
        let zone = policy.calendar.zone
        guard let last else { return "There is no instant to decide at." }
        let end = policy.calendar.endOfDay(policy.calendar.span.upperBound)
        let next = policy.schedule.instants(from: last.addingTimeInterval(1), through: end).first
        return
            "Nothing is due: the store is at \(zone.text(last))\(next.map { "; the next instant is \(zone.text($0))" } ?? "")."
    }

    /// The instants of a span that are still to be decided; none of the future.
    private func past(_ span: ClosedRange<Day>, _ policy: Policy, after last: Date?) throws -> [Date] {
        let calendar = policy.calendar
        let start = calendar.endOfDay(span.lowerBound.advanced(by: -1)).addingTimeInterval(1)
        let end = min(calendar.endOfDay(span.upperBound), Date())
        guard let last else { return policy.schedule.instants(from: start, through: end) }
        let due = policy.schedule.instants(from: last.addingTimeInterval(1), through: end)
        if let first = due.first, first < start {
            Output.fail(
                "the store is at \(calendar.zone.text(last)); a span that begins later would leave instants undecided: --from \(calendar.zone.day(of: first))",
                code: .usage)
        }
        if due.isEmpty { Output.note("Everything up to \(span.upperBound) is decided, or not due.") }
        return due
    }
}
