import Alerting
import Core
import Engine
import Foundation
import PolicyFile
import Storage
import TestSupport
import Testing
import TradingCalendar

@Suite("Sessions that are judged again, and checks with a clock of their own")
struct JudgedAgainTests {
    private let files: TemporaryFiles
    private let store = InMemoryStore(deployment: "d")
    private let due: Date
    private let key = AlertKey(check: "n", subject: "x")

    init() throws {
        files = try TemporaryFiles()
        due = TradingCalendar.weekdays.due(try #require(Day(iso: "2024-01-02")), lag: .none)
    }

    private func ticker(_ row: String, _ rule: String = "critical: above 1, for: 2 sessions") throws -> Ticker {
        _ = try files.write("day,x\n2024-01-01,\n2024-01-02,\(row)\n", as: "s.csv")
        let frame = """
            version: 1
            deployment: d
            calendar: weekdays
            sources: {s: {csv: s.csv, time: day, columns: [{name: day, type: date}, {name: x, type: number}]}}
            runbooks: {r: [{manual: Look at it}]}
            teams: {t: {channels: {warning: [c], critical: [c]}}}
            channels: {c: {stdout: {}}}
            checks:

            """
        let policy = try Policies.with(
            ["name: n, metric: null_percent, of: x, window: 1 session, \(rule)"], frame: frame,
            directory: files.directory)
        return Ticker(try DeploymentHistory.readable(policy, through: .now))
    }

    private func state() throws -> Alert.State? { store.state().alerts[key]?.state }

    private func later(_ hours: Double) -> Date { due.addingTimeInterval(hours * 3600) }

    @Test("a tick at which nothing has changed has no work")
    func unchanged() throws {
        let first = try ticker("1")
        #expect(first.hasWork(store.state(), at: due))
        try first.tick(store, at: due, .live)
        #expect(!(try ticker("1").hasWork(store.state(), at: later(1))))
        // A row that is not known yet is no change.
        _ = try files.write("day,x\n2024-01-01,\n2024-01-02,1\n2024-01-03,7\n", as: "s.csv")
        let history = try DeploymentHistory.readable(first.policy, through: .now)
        #expect(!Ticker(history).hasWork(store.state(), at: later(1)))
        #expect(Ticker(history).hasWork(store.state(), at: later(24)))
    }

    @Test("a repaired row replaces its breach: the count is what it would have been")
    func repaired() throws {
        try ticker("").tick(store, at: later(-24), .live)
        try ticker("").tick(store, at: due, .live)
        let fired = try #require(store.state().alerts[key]?.firing)
        let repaired = try ticker("5")
        #expect(repaired.hasWork(store.state(), at: later(1)))
        try repaired.tick(store, at: later(1), .live)
        #expect(try state() == .resolved(at: later(1), .recovered))
        #expect(try store.incidents().first?.state == .resolved(at: later(1)))
        #expect(fired.pendingSince == later(-24) && fired.since == due)
        // Both judgements are kept, each with the instant since which it is known.
        let day = try #require(Day(iso: "2024-01-02"))
        #expect(store.observations(of: key, about: day...day, asOf: due).map(\.value) == [100])
        #expect(store.observations(of: key, about: day...day, asOf: later(1)).map(\.value) == [0])
    }

    @Test("a session that breaches twice counts once")
    func once() throws {
        let rule = "critical: above 1, for: 3 sessions"
        try ticker("", rule).tick(store, at: later(-24), .live)
        try ticker("", rule).tick(store, at: due, .live)
        #expect(try state() == .pending(since: later(-24), breaches: ConsecutiveCount(2)))
        let changed = try ticker("", rule + ", clear: below 0.5")
        try changed.tick(store, at: later(1), .live)
        #expect(try state() == .pending(since: later(-24), breaches: ConsecutiveCount(2)))
    }

    @Test("a corrected limit counts at the next tick, and one that is tightened fires")
    func rule() throws {
        try ticker("1", "critical: below 0").tick(store, at: due, .live)
        #expect(try state() == .inactive)
        try ticker("1", "critical: below 1").tick(store, at: later(1), .live)
        #expect(store.state().alerts[key]?.firing?.since == later(1))
        let again = try ticker("1", "critical: below 0")
        try again.tick(store, at: later(2), .live)
        #expect(try state() == .resolved(at: later(2), .recovered))
        #expect(!again.hasWork(store.state(), at: later(3)))
    }

    @Test("an incident resolved by hand stays so while nothing changes, and a change may begin a new alert")
    func byHand() throws {
        let rule = "critical: above 1"
        let first = try ticker("", rule)
        try first.tick(store, at: due, .live)
        let id = try #require(try store.incidents().first?.id)
        try store.follow(
            .resolve(incident: id, by: "ann", reason: "known"), by: first.policy.decider, at: later(1))
        #expect(!first.hasWork(store.state(), at: later(2)))
        try ticker("wrong", rule + ", clear: below 1").tick(store, at: later(3), .live)
        #expect(try store.incidents().first { $0.id == id }?.state == .resolved(at: later(1)))
    }

    @Test("a check with every: is judged at the multiples of its interval, and for: is the time that it breaches")
    func every() throws {
        let rule = "critical: above 1, every: 15 minutes, for: 30 minutes, stale_after: 1 hour"
        let ticker = try ticker("", rule)
        let start = Date(timeIntervalSince1970: 1_704_240_000)  // 2024-01-03T00:00:00Z
        let instants = ticker.policy.schedule.instants(from: start, through: start.addingTimeInterval(3600))
        #expect(instants.map { $0.timeIntervalSince(start) } == [0, 900, 1800, 2700, 3600])
        for instant in instants { try ticker.tick(store, at: instant, .past) }
        #expect(store.state().alerts[key]?.firing?.since == instants[2])
        #expect(store.state().alerts[key]?.occasion == .instant(instants[4]))
        #expect(try store.incidents().map(\.occasion) == [.instant(instants[2])])
        let days = try #require(Day(iso: "2024-01-03"))...(try #require(Day(iso: "2024-01-03")))
        #expect(store.observations(of: key, about: days, asOf: .now).map(\.about) == instants.map(Occasion.instant))
    }
}
