import Alerting
import Application
import ArgumentParser
import Core
import Presentation
import Reports

extension CatchUp: ExpressibleByArgument {}

struct TickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick",
        abstract: "Judges, decides on alerts and incidents, and writes that to a store: for cron.",
        discussion: """
            Without --from and --to: at every instant since the store's last, up to now; on a new store at the latest one;
            where none is due, now, if the rows or the rules have changed on which the latest sessions were judged.
            With them: at every instant between the two days; nothing is sent then unless --deliver says so.
            An instant that was decided is never decided again, so a run that was interrupted is simply repeated.
            The exit code is 0 when all was decided, whatever the verdicts are, and 4 while messages are undelivered for good:
            dead letters, or a channel without its settings.

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

    @Option(help: "How long to send, and to wait for what is to be tried again: \"30 seconds\".")
    var wait: String = "30 seconds"

    @Option(
        help: """
            After an outage: present (of what began meanwhile, only what is still so is sent; the default), silent \
            (nothing of what began meanwhile is sent) or all.
            """)
    var catchUp: CatchUp?

    @OptionGroup var options: FormatOptions

    func run() async throws {
        let request = try TickRequest(
            policyPath: policy, from: Parameter("--from", from), to: Parameter("--to", to), delivers: deliver,
            catchUp: catchUp)
        let patience = try Parameter("--wait", wait).seconds()
        let location = Deployment.Location(
            store: store.directory, locking: .releasedByWork, print: Output.printer(options.format))
        let deployment = try await Deployment.open(location, for: request, .process)
        let plan = try await deployment.plan(request)
        var deliveries = Deliveries(deployment)
        var report: TickReport
        do { report = try await decide(plan, deployment, isSending: request.isSending) } catch {
            // Messages that were decided before are sent all the same; the failure that is told is the first.
            if request.isSending {
                do { try await deliveries.deliver() } catch { Output.note("bellwether: \("\(error)".printable)") }
            }
            throw error
        }
        // Nothing that a receiver does keeps the next instant from being decided.
        if request.isSending {
            try await deliveries.deliver(waiting: patience)
            try await deployment.repeatAlerts()
            report.undelivered = try await deployment.undelivered()
        }
        switch options.format {
        case .json:
            report.outbox = try await deliveries.reports(report.messages.map(\.key))
            try Output.write(report, .json)
        case .text:
            if report.instants.isEmpty {
                Output.note(try await deployment.nothingDue())
            } else {
                try Output.write(report, .text)
            }
        }
        if request.isSending { try await deliveries.end() }
    }

    private func decide(
        _ plan: TickPlan, _ deployment: Deployment, isSending: Bool
    ) async throws -> TickReport {
        var report = deployment.tickReport(isSending: isSending)
        guard let last = plan.instants.last else { return report }
        let failures = try await Output.progress("reading \(deployment.name)") {
            try await deployment.readSources(through: last)
        }
        for failure in failures { Output.note("bellwether: \(failure)") }
        let progress = Progress()
        progress.begin("deciding at \(plan.instants.count.counted("instant")) of \(deployment.name)")
        defer { progress.end() }
        for (done, instant) in plan.instants.enumerated() {
            progress.advance(to: done, of: plan.instants.count)
            let messages = report.add(try await deployment.tick(at: instant, plan))
            if !isSending, options.format == .text {
                for message in messages { try Output.write(deployment.text(of: message)) }
            }
        }
        return report
    }
}
