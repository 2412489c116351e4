import Alerting
import Core
import Foundation
import Lifecycle
package import Storage
import Testing
import TradingCalendar

/// Ticks, acknowledgements, dead letters, leases and runbook steps that several tasks commit to one store at a time. Every
/// one of them must be in the state and in the audit afterwards.
package struct ConcurrentChanges: Sendable {
    private let store: any MonitorStore
    private let calendar = TradingCalendar.weekdays
    private let incidentCount = 4
    private let tickCount = 12
    /// On the last of them messages are only leased.
    private let channels = ["c0", "c1", "c2", "leased"]
    private let jobsEach = 5

    /// - Parameter store: an empty one for the deployment "d".
    package init(_ store: any MonitorStore) { self.store = store }

    package func check() async throws {
        let ids = try open()
        let before = try store.revision()
        let commits = try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try ticks() }
            for (number, id) in ids.enumerated() {
                group.addTask { try acknowledge(id, by: "person \(number)") }
                group.addTask { try deadLetters(id) }
                for worker in 0..<2 { group.addTask { try request(of: id, by: "worker \(worker)") } }
            }
            for _ in 0..<2 { group.addTask { try lease() } }
            return try await group.reduce(0, +)
        }
        #expect(try store.revision() == before + commits)
        try checkState(ids)
        try checkAudit(ids)
    }

    // MARK: - What happens

    /// Each incident has a source of its own, and each tick adds an alert to every incident.
    private var rules: [AlertRule] {
        (0..<incidentCount).flatMap { incident in
            (0..<tickCount).map { number in
                AlertRule(
                    check: "check-\(incident)-\(number)", subjects: ["x"], layer: .data, isIntegrity: false,
                    origins: ["source-\(incident)"], owners: ["team"], firstStep: "Look at it",
                    settings: AlertSettings(), hasCritical: true, lag: .none)
            }
        }
    }

    private var decider: Decider {
        Decider(
            deployment: "d", calendar: calendar, rules: rules,
            teams: [Team(name: "team", warningChannels: channels, criticalChannels: channels)],
            settings: AlertingSettings(
                groupWindow: .sessions(1_000), acknowledgeFor: .sessions(100), fallback: "spare"))
    }

    private func session(_ tick: Int) -> Day {
        calendar.sessions[calendar.firstPosition(from: Day(ordinal: 12_000)) + tick]
    }

    private func tick(_ number: Int) throws {
        let session = session(number)
        var evaluations: [AlertKey: Evaluation] = [:]
        for incident in 0..<incidentCount {
            for check in 0...number {
                let key = AlertKey(check: "check-\(incident)-\(check)", subject: "x")
                let result = CheckResult(
                    check: key.check, metric: "m", subject: "x", label: "x", layer: .data, verdict: .critical,
                    threshold: 1,
                    measurement: MeasuredValue(value: 2), owner: ["team"], firstStep: "Look at it", reason: "r")
                evaluations[key] = Evaluation(result, about: .session(session))
            }
        }
        let instant = calendar.due(session, lag: .none)
        try store.retrying {
            var decision = decider.tick(evaluations, try store.state(), at: instant)
            decision.audit.append(AuditEntry(at: instant, kind: .tick, text: "\(number)"))
            try store.commit(decision, mode: .live)
        }
    }

    /// - Returns: the ids of the incidents, which the first tick opens.
    private func open() throws -> [String] {
        try tick(0)
        let ids = try store.incidents().map(\.id)
        #expect(ids.count == incidentCount)
        return ids
    }

    // Each task says how often it has committed.

    private func ticks() throws -> Int {
        for number in 1..<tickCount { try tick(number) }
        return tickCount - 1
    }

    private func acknowledge(_ id: String, by person: String) throws -> Int {
        let instant = calendar.due(session(0), lag: .none)
        try store.follow(.acknowledge(incident: id, by: person, holding: nil), by: decider, at: instant)
        return 1
    }

    /// The fire of the incident is a dead letter on each channel but one.
    private func deadLetters(_ id: String) throws -> Int {
        let instant = calendar.due(session(0), lag: .none)
        for channel in channels.dropLast() {
            try store.retrying {
                let found = try store.outbox(OutboxQuery(keys: ["\(id)/\(channel)/fire/1"], states: [.pending]))
                let item = try #require(found.first)
                var dead = item
                dead.state = .dead
                var change = DeliveryChange([.init(item, to: dead)])
                change.decision = try store.decide(
                    [.deadLetter(item.message, reason: "gone")], by: decider, at: instant)
                try store.commit(change)
            }
        }
        return channels.count - 1
    }

    private func request(of id: String, by person: String) throws -> Int {
        let instant = calendar.due(session(0), lag: .none)
        for _ in 0..<jobsEach {
            try store.retrying {
                let revision = try store.revision()
                let jobs = try store.jobs(incident: id)
                let root = try #require(try store.incident(id: id)).root
                var change = OperationChange(revision: revision)
                change.jobs = [
                    RunbookJob(
                        incident: id, runbook: "r", version: "0a1b2c3d", step: 1, number: jobs.count + 1, title: "t",
                        about: root.key, requestedBy: person, requestedAt: instant, state: .done(at: instant))
                ]
                change.audit = [AuditEntry(at: instant, kind: .stepDone, incident: id, text: "by \(person)")]
                try store.commit(change)
            }
        }
        return jobsEach
    }

    /// Leases the messages of one channel, as one of several senders: each message is leased once.
    /// - Returns: the number of messages that this sender has leased.
    private func lease() throws -> Int {
        var count = 0
        for item in try store.outbox(OutboxQuery(channel: "leased")) {
            var fresh = item
            fresh.delivery = .init()
            do {
                try store.commit(DeliveryChange([.init(fresh, to: DeliveryRules.leased(fresh, at: fresh.message.at))]))
                count += 1
            } catch StoreError.messageChanged {
                continue
            }
        }
        return count
    }

    // MARK: - What must be there

    private func checkState(_ ids: [String]) throws {
        let state = try store.state()
        #expect(state.lastInstant == calendar.due(session(tickCount - 1), lag: .none))
        #expect(state.alerts.count { $0.value.firing != nil } == incidentCount * tickCount)
        #expect(state.incidents.map(\.id) == ids)
        for (number, incident) in state.incidents.enumerated() {
            #expect(incident.members.count == tickCount)
            #expect(incident.state.response?.by == "person \(number)")
            // A tick that came after a dead letter has sent another fire.
            for channel in channels {
                let thread = try #require(incident.threads[channel])
                #expect(
                    channel == "leased" ? !thread.isDead && thread.count == 1 : thread.isDead != (thread.count == 2))
            }
            #expect(incident.threads["spare"] != nil)
            let numbers = try store.jobs(incident: incident.id).map(\.number)
            #expect(numbers == Array(1...(2 * jobsEach)))
        }
        let lost = try store.outbox([.dead, .dropped]).filter { $0.message.kind == .fire }
        #expect(lost.count == incidentCount * (channels.count - 1) && lost.allSatisfy { $0.message.sequence == 1 })
        let leased = try store.outbox(OutboxQuery(isLeased: true))
        #expect(leased.count == incidentCount && leased.allSatisfy { $0.delivery.attempts == 1 })
    }

    private func checkAudit(_ ids: [String]) throws {
        let rows = try store.audit(incident: nil, after: 0, limit: 100_000)
        var previous: AuditRow?
        for row in rows {
            #expect(row.fault(after: previous) == nil)
            previous = row
        }
        func count(_ kind: AuditKind) -> Int { rows.count { $0.entry.kind == kind } }
        #expect(count(.tick) == tickCount && count(.acknowledged) == incidentCount)
        #expect(count(.deadLetter) == incidentCount * (channels.count - 1))
        #expect(count(.stepDone) == incidentCount * 2 * jobsEach)
        #expect(count(.fired) == incidentCount * tickCount)
    }
}
