import Alerting
import Core
import Engine
import Foundation
import PolicyFile
import Storage
import TestSupport
import Testing
import TradingCalendar

@Suite("Ticks")
struct TickerTests {
    static let shipped = Fixtures.repository.appending(path: "Examples/sp500/as-written.yml").path

    @Test("a tick says what a check says, to the last digit", arguments: ["2008-03-20", "2008-10-15", "2018-02-05"])
    func sameAsCheck(_ day: String) throws {
        let policy = try #require(try LoadedPolicy(path: Self.shipped).policy)
        let session = try #require(Day(iso: day))
        let instant = policy.calendar.due(session, lag: PublicationLag(minutes: 90))
        // The tick has read the whole file and keeps what does not depend on the instant; the check reads it up to the day.
        let history = try DeploymentHistory.readable(
            policy, through: policy.calendar.endOfDay(policy.calendar.span.upperBound))
        let store = InMemoryStore(deployment: policy.deployment)
        let tick = try Ticker(history).tick(store, at: instant, .past)
        let run = try CheckRun(policy, asOf: instant)
        #expect(tick.worst == run.worst)
        for result in run.results {
            let key = AlertKey(check: result.check, subject: result.subject)
            let seen = try #require(
                store.observations(of: key, about: session...session, asOf: instant).first, "\(key)")
            #expect(seen.verdict == result.verdict, "\(key)")
            #expect(seen.value == result.measurement.value, "\(key)")
            #expect(seen.threshold == result.threshold, "\(key)")
            #expect(seen.sample == result.measurement.sample, "\(key)")
            #expect(seen.baseline == result.measurement.baseline?.description, "\(key)")
            #expect(seen.knownSince == instant)
        }
    }

    @Test("a file that did not change is not opened again, and one that grew is")
    func refresh() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "refresh-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let whole = try String(contentsOf: Policies.directory.appending(path: "market.csv"), encoding: .utf8)
        let rows = whole.split(separator: "\n")
        let market = directory.appending(path: "market.csv")
        func write(_ count: Int) throws {
            try (rows.prefix(count).joined(separator: "\n") + "\n").write(to: market, atomically: true, encoding: .utf8)
        }
        try write(300)
        let policy = try Policies.with(
            ["name: nulls, metric: null_percent, of: vix_close, window: 21 sessions, critical: above 5"],
            directory: directory)
        let end = policy.calendar.endOfDay(policy.calendar.span.upperBound)
        let first = try DeploymentHistory.readable(policy, through: end)
        #expect(first.readers[0].rows == 299)
        #expect(try first.refreshed(through: end) == nil)
        try write(301)
        let second = try #require(try first.refreshed(through: end))
        #expect(second.changed == ["market"] && second.history.readers[0].rows == 300)
        #expect(try second.history.refreshed(through: end) == nil)
        try FileManager.default.removeItem(at: market)
        let gone = try #require(try second.history.refreshed(through: end))
        #expect(gone.changed == ["market"] && gone.history.readers.isEmpty && gone.history.failures.count == 1)
        // As long as nothing is better, it stays as it is.
        #expect(try gone.history.refreshed(through: end) == nil)
        try write(301)
        #expect(try #require(try gone.history.refreshed(through: end)).history.readers[0].rows == 300)
    }

    @Test("what fires is told with its whole evidence")
    func evidence() throws {
        let policy = try Policies.with([
            "name: drift, metric: psi, of: {column: vix_close, as: log_return}, window: 63 sessions, baseline: {sessions: 504, before: window}, critical: above 0.01"
        ])
        let store = InMemoryStore(deployment: policy.deployment)
        let instant = policy.calendar.due(try #require(Day(iso: "2018-02-05")), lag: PublicationLag(minutes: 90))
        let history = try DeploymentHistory.readable(policy, through: instant)
        let tick = try Ticker(history).tick(store, at: instant, .past)
        let message = try #require(tick.decision.messages.first)
        let line = try #require(message.content.alerts.first)
        #expect(line.evidence.contains("unchanged ") && line.evidence.contains("63 rows"))
        #expect(message.content.firstStep == "Look at it" && message.kind == .fire)
    }

    @Test("instants are the due instants of every session, of each lag, and the same however they are asked for")
    func instants() throws {
        let calendar = try #require(TradingCalendar.named("XNYS"))
        let schedule = Schedule(
            calendar: calendar,
            lags: [PublicationLag(minutes: 90), PublicationLag(minutes: 600), PublicationLag(minutes: 90)])
        let start = calendar.endOfDay(try #require(Day(iso: "2019-11-26")))
        let end = calendar.endOfDay(try #require(Day(iso: "2019-12-02")))
        let all = schedule.instants(from: start, through: end)
        // Thanksgiving is closed, the Friday after it closes at 13:00; the slower lag ends on the next day.
        #expect(
            all.map { Timestamp.text($0) } == [
                "2019-11-27T07:00:00Z", "2019-11-27T22:30:00Z", "2019-11-28T07:00:00Z", "2019-11-29T19:30:00Z",
                "2019-11-30T04:00:00Z", "2019-12-02T22:30:00Z",
            ])
        let middle = all[2]
        #expect(
            schedule.instants(from: start, through: middle)
                + schedule.instants(from: middle.addingTimeInterval(1), through: end)
                == all)
        #expect(schedule.latest(at: middle) == middle && schedule.latest(at: middle.addingTimeInterval(-1)) == all[1])
        #expect(schedule.instants(from: end, through: start).isEmpty)
    }

    // MARK: - Sources

    static func policy(_ files: TemporaryFiles, _ checks: [String], sources: String) throws -> Policy {
        let frame = """
            version: 1
            deployment: d
            calendar: weekdays
            sources:
            \(sources)
            runbooks: {r: [{manual: Look at it}]}
            teams: {t: {channels: {warning: [c], critical: [c]}}}
            channels: {c: {stdout: {}}}
            checks:

            """
        return try Policies.with(checks, frame: frame, directory: files.directory)
    }

    static func source(_ name: String, available: String = "at close") -> String {
        "  \(name): {csv: \(name).csv, time: day, available: \(available), columns: [{name: day, type: date}, {name: x, type: number}]}"
    }

    @Test("a source that cannot be read is an error of its own checks, and the others go on")
    func unreadable() throws {
        let files = try TemporaryFiles()
        _ = try files.write("day,x\n2024-01-01,1\n2024-01-02,\n", as: "good.csv")
        let policy = try Self.policy(
            files,
            [
                "name: lost, metric: null_percent, of: x, source: lost, window: 1 session, critical: above 1, no_data: alert",
                "name: good, metric: null_percent, of: x, source: good, window: 1 session, critical: above 1",
            ], sources: Self.source("good") + "\n" + Self.source("lost"))
        let store = InMemoryStore(deployment: "d")
        let ticker = Ticker(try DeploymentHistory.readable(policy, through: .now))
        for day in ["2024-01-01", "2024-01-02"] {
            try ticker.tick(store, at: policy.calendar.due(try #require(Day(iso: day)), lag: .none), .past)
        }
        // They share no source: two incidents, the lost one first.
        let incidents = try store.incidents()
        #expect(incidents.map(\.root.key.check) == ["lost", "good"])
        #expect(incidents[0].root.snapshot.reason.contains("lost.csv"))
        #expect(throws: InputFailure.self) { try CheckRun(policy, asOf: .now) }
    }

    @Test("sources that are published at different times are judged once a session each, at their own instants")
    func lags() throws {
        let files = try TemporaryFiles()
        let rows = "day,x\n" + ["01", "02", "03", "04", "05"].map { "2024-01-\($0),\n" }.joined()
        for name in ["early", "late"] { _ = try files.write(rows, as: "\(name).csv") }
        let policy = try Self.policy(
            files,
            ["early", "late"].map {
                "name: \($0), metric: null_percent, of: x, source: \($0), window: 1 session, critical: above 1, for: 3 sessions"
            }, sources: Self.source("early") + "\n" + Self.source("late", available: "10 hours after close"))
        let store = InMemoryStore(deployment: "d")
        let ticker = Ticker(try DeploymentHistory.readable(policy, through: .now))
        let first = policy.calendar.due(try #require(Day(iso: "2024-01-01")), lag: .none)
        let instants = policy.schedule.instants(from: first, through: first.addingTimeInterval(4 * 86_400))
        #expect(instants.count == 9)
        for instant in instants { try ticker.tick(store, at: instant, .past) }
        let firedAt = try store.incidents().map { Timestamp.text($0.openedAt) }
        #expect(firedAt == ["2024-01-03T23:59:00Z", "2024-01-04T09:59:00Z"])
    }

    @Test("every tick writes to the heartbeat's channel, and an instant that was decided is not decided again")
    func heartbeat() throws {
        let files = try TemporaryFiles()
        _ = try files.write("day,x\n2024-01-01,1\n2024-01-02,1\n", as: "s.csv")
        let frame = """
            version: 1
            deployment: d
            calendar: weekdays
            sources:
            \(Self.source("s"))
            alerting: {heartbeat: w}
            runbooks: {r: [{manual: Look at it}]}
            teams: {t: {channels: {warning: [c], critical: [c]}}}
            channels: {c: {stdout: {}}, w: {stdout: {}}}
            checks:

            """
        let policy = try Policies.with(
            ["name: n, metric: null_percent, of: x, window: 1 session, critical: above 1"], frame: frame,
            directory: files.directory)
        let store = InMemoryStore(deployment: "d")
        let ticker = Ticker(try DeploymentHistory.readable(policy, through: .now))
        let first = policy.calendar.due(try #require(Day(iso: "2024-01-01")), lag: .none)
        #expect(policy.schedule.due(after: nil, through: first.addingTimeInterval(3600)) == [first])
        try ticker.tick(store, at: first, .live)
        #expect(policy.schedule.due(after: first, through: first.addingTimeInterval(-3600)).isEmpty)
        let next = policy.schedule.due(after: first, through: first.addingTimeInterval(86_400))
        #expect(next == [first.addingTimeInterval(86_400)])
        try ticker.tick(store, at: next[0], .live)
        #expect(throws: StoreError.self) { try ticker.tick(store, at: first, .live) }
        #expect(
            try store.outbox([.pending]).map(\.message.key) == ["d/w/heartbeat/1704153540", "d/w/heartbeat/1704239940"])
    }
}
