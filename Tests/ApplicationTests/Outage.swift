import Alerting
import Application
import Core
import Engine
import Foundation
import Reports
import Synchronization
import TestSupport
import Testing
import TradingCalendar

/// A deployment that is ticked at times of our choice, each time by a program of its own.
struct Outage {
    /// A clock that says what it is told.
    final class Clock: WallClock {
        private let instant = Mutex(Date(timeIntervalSince1970: 0))
        func now() -> Date { instant.withLock { $0 } }
        func sleep(until instant: Date) async throws {}
        func set(_ now: Date) { instant.withLock { $0 = now } }
    }

    static let rules = """
        version: 1
        deployment: d
        calendar: 24x7
        sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
        checks:
          - {name: blank, metric: null_percent, of: x, window: 1 session, critical: above 50, owner: a, runbook: r}
          - {name: fresh, metric: sessions_behind, of: s, critical: above 0, owner: a, runbook: r}
        runbooks: {r: [{manual: Look}]}
        teams:
          a: {channels: {critical: [out]}, escalation: [{after: 1 session, to: b}, {after: 2 sessions, to: c}]}
          b: {channels: {critical: [boss]}}
          c: {channels: {critical: [chief]}}
        channels: {out: {stdout: {}}, boss: {stdout: {}}, chief: {stdout: {}}}

        """

    let files: TemporaryFiles
    let clock = Clock()
    var context: ApplicationContext { ApplicationContext(clock: clock, environment: [:], notice: { _ in }) }
    var store: URL { files.directory.appending(path: "store") }

    init() throws {
        files = try TemporaryFiles()
        try write(Outage.rules)
    }

    func write(_ rules: String) throws { _ = try files.write(rules, as: "policy.yml") }

    /// - Parameters:
    ///   - last: of the days of June 2026 that have a row.
    ///   - blank: days without a value.
    func feed(through last: Int, blank: ClosedRange<Int>? = nil) throws {
        let rows = (1...last).map { day in
            "2026-06-\(day < 10 ? "0" : "")\(day),\(blank?.contains(day) == true ? "" : "1")"
        }
        _ = try files.write((["date,x"] + rows).joined(separator: "\n") + "\n", as: "feed.csv")
    }

    private func location() -> Deployment.Location {
        Deployment.Location(
            store: store, policyPath: files.directory.appending(path: "policy.yml").path, locking: .exclusive,
            print: { _ in })
    }

    /// Does something with the deployment; its store is free again afterwards.
    @discardableResult
    func at<Value: Sendable>(
        _ time: String, _ work: (Deployment) async throws -> Value
    ) async throws -> Value {
        clock.set(try #require(Timestamp.parse(time)))
        let deployment = try await Deployment.open(location(), context)
        let value = try await work(deployment)
        return value
    }

    /// - Returns: the messages that are sent.
    @discardableResult
    func tick(at time: String, _ catchUp: CatchUp? = nil) async throws -> [Message] {
        clock.set(try #require(Timestamp.parse(time)))
        let request = try TickRequest(
            policyPath: files.directory.appending(path: "policy.yml").path, from: nil, to: nil, delivers: false,
            catchUp: catchUp)
        let deployment = try await Deployment.open(location(), for: request, context)
        let plan = try await deployment.plan(request)
        if let last = plan.instants.last { _ = try await deployment.readSources(through: last) }
        var messages: [Message] = []
        for instant in plan.instants {
            messages += try await deployment.tick(at: instant, plan).decision.messages
        }
        try await deployment.deliver(waiting: 0)
        return messages
    }

    /// All rows of the audit, a line each.
    func audit() async throws -> [String] {
        try await DeploymentReader(store: store, context).audit(incident: nil, after: 0, limit: 10_000).rows.rows
            .map { "\($0.entry.kindText): \($0.entry.text)" }
    }

    func problems() async throws -> [String] {
        try await DeploymentReader(store: store, context, isTrusted: false).check().problems
    }
}

extension Message {
    /// `fire out`
    var summary: String { "\(kind.rawValue) \(channel)" }
}
