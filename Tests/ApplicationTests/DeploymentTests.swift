import Alerting
import Application
import Core
import Foundation
import Reports
import Synchronization
import TestSupport
import Testing

@Suite("A deployment")
struct DeploymentTests {
    private let files: TemporaryFiles
    private let context = ApplicationContext(clock: StandingClock(), environment: [:], notice: { _ in })
    private var store: URL { files.directory.appending(path: "store") }

    /// A feed whose value is missing on every session, so one incident stays open.
    init() throws {
        files = try TemporaryFiles()
        let days = (1...31).map { "2024-01-\($0 < 10 ? "0" : "")\($0)," }
        _ = try files.write((["date,x"] + days).joined(separator: "\n") + "\n", as: "feed.csv")
        _ = try files.write(
            """
            version: 1
            deployment: d
            calendar: weekdays
            sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
            checks: [{name: blank, metric: null_percent, of: x, window: 1 session, critical: above 50, owner: a, runbook: r}]
            runbooks: {r: [{manual: Look}, {command: [./wait], title: Wait, idempotent: true}]}
            teams: {a: {channels: {critical: [out]}}}
            channels: {out: {stdout: {}}}

            """, as: "policy.yml")
        let script = try files.write("#!/bin/sh\nwhile [ ! -e go ]; do sleep 0.05; done\n", as: "wait")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    }

    private func request(to day: String) throws -> TickRequest {
        try TickRequest(
            policyPath: files.directory.appending(path: "policy.yml").path, from: Parameter("--from", "2024-01-02"),
            to: Parameter("--to", day), delivers: true)
    }

    private func open(
        _ locking: Deployment.Locking = .exclusive, print: @escaping @Sendable ([String]) throws -> Void = { _ in }
    ) async throws -> Deployment {
        let location = Deployment.Location(store: store, locking: locking, print: print)
        return try await Deployment.open(location, for: try request(to: "2024-01-02"), context)
    }

    private func tick(_ deployment: Deployment, to day: String) async throws {
        let plan = try await deployment.plan(try request(to: day))
        if let last = plan.instants.last { _ = try await deployment.readSources(through: last) }
        for instant in plan.instants { try await deployment.tick(at: instant, plan) }
    }

    /// All rows of the audit as one text.
    private func audit() async throws -> String {
        try await DeploymentReader(store: store, context).audit(incident: nil, after: 0, limit: 10_000).rows.rows
            .map { "\($0.entry.kindText): \($0.entry.text)" }.joined(separator: "\n")
    }

    @Test("of many who change it at once none is lost")
    func noLostUpdate() async throws {
        let deployment = try await open()
        try await tick(deployment, to: "2024-01-02")
        let id = try await incident
        let people = (1...12).map { "person-\($0)." }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tick(deployment, to: "2024-01-31") }
            for person in people {
                group.addTask {
                    _ = try await deployment.perform(.acknowledge(incident: id, holding: nil), by: person)
                }
                group.addTask {
                    let request = StepRequest(
                        incident: id, runbook: nil, step: 1, purpose: .run(again: false), by: person)
                    _ = try await deployment.finishStep(1, of: request, note: "done by \(person)")
                }
                group.addTask {
                    let request = try FreezeRequest(
                        scope: Parameter("--scope", "all"), reason: Parameter("--reason", "r"), duration: nil)
                    _ = try await deployment.freeze(request, by: person)
                }
                group.addTask { try await deployment.deliver() }
            }
            try await group.waitForAll()
        }
        let audit = try await audit()
        for person in people {
            #expect(audit.contains("acknowledged: ") && audit.contains("step done: Look"))
            #expect(audit.split(separator: "\n").count { $0.contains(person) } >= 3, "\(person)")
        }
        // 22 weekdays from 2 to 31 January.
        #expect(audit.split(separator: "\n").count { $0.hasPrefix("tick: ") } == 22)
        let reader = try DeploymentReader(store: store, context)
        #expect(try await reader.check().problems.isEmpty)
        #expect(try await reader.verifyAudit(head: nil).fault == nil)
    }

    /// The beginning of the only incident's id.
    private var incident: String {
        get async throws {
            try #require(
                try await DeploymentReader(store: store, context).incidents().incidents.first?.incident.id)
        }
    }

    @Test("two deliveries at a time send a message once")
    func deliversOnce() async throws {
        let printed = Mutex<[String]>([])
        let deployment = try await open { lines in printed.withLock { $0.append(lines[0]) } }
        try await tick(deployment, to: "2024-01-03")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await deployment.deliver() } }
            try await group.waitForAll()
        }
        #expect(printed.withLock { $0.count } == 1)
    }

    @Test(
        "while a step works, others go on: here, and with a lock that is released also in another process",
        arguments: [Deployment.Locking.exclusive, .releasedByWork])
    func stepBeside(_ locking: Deployment.Locking) async throws {
        let deployment = try await open(locking)
        try await tick(deployment, to: "2024-01-02")
        let id = try await incident
        let (began, signal) = AsyncStream<Void>.makeStream()
        async let outcome = deployment.runStep(
            StepRequest(incident: id, runbook: nil, step: 2, purpose: .run(again: false), by: "ann")
        ) { _ in signal.finish() }
        for await _ in began {}
        _ = try await deployment.perform(.acknowledge(incident: id, holding: nil), by: "bob")
        if locking == .releasedByWork {
            let other = try await Deployment.open(
                .init(store: store, locking: .exclusive, print: { _ in }), context)
            _ = try await other.perform(.mitigate(incident: id, holding: nil), by: "cem")
        } else {
            await #expect(throws: (any Error).self) {
                try await Deployment.open(.init(store: store, locking: .exclusive, print: { _ in }), context)
            }
        }
        _ = try files.write("", as: "go")
        #expect(try await outcome.isDone)
        let audit = try await audit()
        #expect(audit.contains("bob") && audit.contains("step done: Wait"))
        #expect(audit.contains("cem") == (locking == .releasedByWork))
    }

    @Test("a step whose task is cancelled is stopped, and its end is recorded")
    func cancelled() async throws {
        let deployment = try await open()
        try await tick(deployment, to: "2024-01-02")
        let id = try await incident
        let (began, signal) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await deployment.runStep(
                StepRequest(incident: id, runbook: nil, step: 2, purpose: .run(again: false), by: "ann")
            ) { _ in signal.finish() }
        }
        for await _ in began {}
        task.cancel()
        #expect(try await !task.value.isDone)
        #expect(try await audit().contains("stopped: somebody interrupted it"))
    }

    @Test("failures of the modules below have a case each")
    func errors() async throws {
        let deployment = try await open()
        let unknown = await #expect(throws: ApplicationError.self) {
            try await deployment.perform(.close(incident: "zzz"), by: "ann")
        }
        guard case .notFound? = unknown else {
            Issue.record("not \(String(describing: unknown))")
            return
        }
        guard case .conflict = ApplicationError(ApplicationError.conflict("x")),
            case .inputUnreadable = ApplicationError(InputFailure(path: "p", "q")),
            case .refused = ApplicationError(Refusal("r")), case .defect = ApplicationError(CancellationError())
        else {
            Issue.record("an error has another case")
            return
        }
    }
}
