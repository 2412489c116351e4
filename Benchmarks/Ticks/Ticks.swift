import Alerting
import Application
import Checks
import Core
import Engine
import Foundation
import PolicyFile
import Storage
import Store
import TradingCalendar

/// Times decisions and ticks. For `make bench`; the program that people use has no such verb.
@main
enum Ticks {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            print("usage: ticks POLICY DIRECTORY")
            exit(64)
        }
        let directory = URL(filePath: arguments[2])
        print("| decisions, durable | transitions a second | of the time deciding | reading state | writing |")
        print("|---|---|---|---|---|")
        for alerts in [30, 300, 3_000] { try transitions(alerts: alerts, directory) }
        print("")
        try latency(policyPath: arguments[1], directory)
        print("")
        try await unchanged(policyPath: arguments[1], directory)
    }

    // MARK: - Transitions

    /// All alerts of many sources breach and clear by turns, at every tick; each tick is on the disk before the next.
    private static func transitions(alerts: Int, _ directory: URL) throws {
        let calendar = TradingCalendar.weekdays
        let rules = (0..<alerts).map { number in
            AlertRule(
                check: "check-\(number)", subjects: ["x"], layer: Layer.allCases[number % 2],
                isIntegrity: number % 3 == 0,
                origins: ["source-\(number / 10)"], owners: ["team-\(number % 4)"], firstStep: "Look at it",
                settings: AlertSettings(), hasCritical: true, lag: .none)
        }
        let teams = (0..<4).map {
            Team(name: "team-\($0)", warningChannels: ["w-\($0)"], criticalChannels: ["c-\($0)"])
        }
        let decider = Decider(
            deployment: "bench", calendar: calendar, rules: rules, teams: teams, settings: AlertingSettings())
        let store = try SQLiteStore(
            directory: directory.appending(path: "transitions-\(alerts)"), deployment: "bench", access: .write)
        let first = calendar.firstPosition(from: Day(ordinal: 12_000))
        var seconds = (state: 0.0, decide: 0.0, commit: 0.0)
        var transitions = 0
        let ticks = max(6, 6_000 / alerts)
        for tick in 0..<ticks {
            let session = calendar.sessions[first + tick * 7]
            let instant = calendar.due(session, lag: .none)
            let evaluations = Dictionary(
                uniqueKeysWithValues: rules.map { evaluation($0, session, breaches: tick % 2 == 0) })
            let start = Date()
            let state = try store.state()
            let read = Date()
            let decision = decider.tick(evaluations, state, at: instant)
            let decided = Date()
            try store.commit(decision, mode: .live)
            let end = Date()
            seconds.state += read.timeIntervalSince(start)
            seconds.decide += decided.timeIntervalSince(read)
            seconds.commit += end.timeIntervalSince(decided)
            transitions += alerts
        }
        let all = seconds.state + seconds.decide + seconds.commit
        func share(_ part: Double) -> String { "\((100 * part / all).fixed(0)) %" }
        print(
            """
            | \(alerts) alerts a tick, \(ticks) ticks | \(Int(Double(transitions) / all)) | \(share(seconds.decide)) | \
            \(share(seconds.state)) | \(share(seconds.commit)) |
            """
        )
    }

    private static func evaluation(_ rule: AlertRule, _ session: Day, breaches: Bool) -> (AlertKey, Evaluation) {
        let result = CheckResult(
            check: rule.check, metric: "psi", subject: "x", label: "x", layer: rule.layer,
            verdict: breaches ? .critical : .ok, threshold: 0.3,
            measurement: MeasuredValue(value: breaches ? 0.4 : 0.1, sample: 63),
            owner: rule.owners, firstStep: rule.firstStep, reason: "psi 0.4 on 63 rows: above 0.3")
        return (AlertKey(check: rule.check, subject: "x"), Evaluation(result, about: .session(session)))
    }

    // MARK: - Latency

    /// The last year of a policy's source, tick by tick, as `bellwether tick` makes them.
    private static func latency(policyPath: String, _ directory: URL) throws {
        guard let policy = try LoadedPolicy(path: policyPath).policy else {
            print("the policy does not validate")
            exit(65)
        }
        let started = Date()
        let history = try DeploymentHistory.readable(
            policy, through: policy.calendar.endOfDay(policy.calendar.span.upperBound))
        let ticker = Ticker(history)
        let read = Date().timeIntervalSince(started)
        let rows = history.readers.first.map { $0.rows } ?? 0
        guard let end = policy.checks.compactMap({ history.lastInstant(of: $0) }).max() else { return }
        let instants = policy.schedule.instants(from: end.addingTimeInterval(-366 * 86_400), through: end)
        let store = try SQLiteStore(
            directory: directory.appending(path: "latency"), deployment: policy.deployment, access: .write)
        var times: [Double] = []
        for instant in instants {
            let start = Date()
            try ticker.tick(store, at: instant, .past)
            times.append(Date().timeIntervalSince(start))
        }
        let checks = policy.checks.reduce(0) { $0 + $1.subjects.count }
        // The first computes what all others use again.
        let sorted = times.dropFirst().sorted()
        func ms(_ quantile: Double) -> String { (1000 * sorted[Int(quantile * Double(sorted.count - 1))]).fixed(1) }
        print(
            """
            | ticks: \(checks) checks, \(rows) rows, \(instants.count) ticks | p50 | p95 | p99 | the first | reading \
            and training before |
            """
        )
        print("|---|---|---|---|---|---|")
        print(
            """
            | milliseconds | \(ms(0.5)) | \(ms(0.95)) | \(ms(0.99)) | \((1000 * (times.first ?? 0)).fixed(1)) | \
            \((1000 * read).fixed(0)) |
            """
        )
    }

    // MARK: - Nothing new

    /// Ticks of a deployment that goes on running, at which no session is due and no file has changed.
    private static func unchanged(policyPath: String, _ directory: URL) async throws {
        let request = try TickRequest(policyPath: policyPath, from: nil, to: nil, delivers: false)
        let location = Deployment.Location(
            store: directory.appending(path: "unchanged"), locking: .exclusive, print: { _ in })
        let context = ApplicationContext(clock: Clock(), environment: [:], notice: { _ in })
        let deployment = try await Deployment.open(location, for: request, context)
        let first = try await deployment.plan(request)
        for instant in first.instants { try await deployment.tick(at: instant, first) }
        var times: [Double] = []
        for _ in 0..<200 {
            let start = Date()
            let plan = try await deployment.plan(request)
            for instant in plan.instants { try await deployment.tick(at: instant, plan) }
            times.append(Date().timeIntervalSince(start))
        }
        // The first reads the files.
        let sorted = times.dropFirst().sorted()
        print("| a tick at which nothing changed | p50 | p99 |")
        print("|---|---|---|")
        print(
            "| milliseconds | \((1000 * sorted[99]).fixed(2)) | \((1000 * sorted[196]).fixed(2)) |")
    }
}

/// The machine's clock; nothing waits for it here.
private struct Clock: WallClock {
    func now() -> Date { Date() }
    func sleep(until instant: Date) async throws {}
}
