import Alerting
import Core
import Foundation
import Lifecycle
package import Storage
import Testing
import TradingCalendar

/// The laws of every store, beside keeping everything that ``AlertingCase`` writes. Each law gets a store of its own, for the
/// deployment "d".
package enum StoreLaw: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case empty = "an empty store has no state, and calls its policy by no name"
    case onceAnInstant =
        "an instant is decided once: a tick that is not later than the last is refused and leaves nothing"
    case together = "a decision is there with everything that belongs to it"
    case bitemporal = "of several observations of a session the latest that was known at an instant counts"
    case folding = "whole months are folded into one line each, and what is learnt later of them is taken in"
    case outbox = "messages keep their order, and what became of them"
    case fate = "who was not sent the fire of an incident is not sent what follows"
    case queue = "what is next on a channel is the first message of an incident that is due, or is due soonest"
    case chain = "the audit is a chain in the order of writing, by incident too"
    case operations = "steps of runbooks and freezes are there with their rows of the audit, as they became"
    case registry =
        "versions of models and promotions are there as they were recorded, with their documents and their decision"
    case silences = "a silence that has ended is no state any more, and is not forgotten"

    package var testDescription: String { rawValue }

    /// - Parameter open: the store, and the store again after its process has ended.
    package func check(_ open: () throws -> any MonitorStore) throws {
        switch self {
        case .empty: try empty(open)
        case .onceAnInstant: try onceAnInstant(open)
        case .together: try together(open)
        case .bitemporal: try bitemporal(open)
        case .folding: try folding(open)
        case .outbox: try outbox(open)
        case .fate: try fate(open)
        case .queue: try queue(open)
        case .chain: try chain(open)
        case .operations: try operations(open)
        case .registry: try registry(open)
        case .silences: try silences(open)
        }
    }

    // MARK: - Parts

    static let key = AlertKey(check: "nulls", subject: "x")
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    func at(_ hours: Int) -> Date { StoreLaw.start.addingTimeInterval(Double(3600 * hours)) }

    func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    func tick(_ hours: Int, _ change: (inout Decision) -> Void = { _ in }) -> Decision {
        var decision = Decision(at: at(hours), isTick: true)
        change(&decision)
        return decision
    }

    func observation(_ about: String, _ hours: Int, _ value: Double?, _ verdict: Verdict = .ok) throws
        -> Observation
    {
        Observation(
            key: StoreLaw.key, about: .session(try day(about)), knownSince: at(hours), verdict: verdict, value: value,
            threshold: 0.5, sample: 252, baseline: nil)
    }

    /// Figures of every kind, some of which no JSON number can be.
    static var evidence: StoredEvidence {
        var evidence = CheckEvidence(unit: .money(currency: "USD"))
        evidence.sample = .init(count: 252, noun: "row")
        evidence.window = .init(first: "2022-11-14", last: "2023-11-14")
        evidence.realised = .init(value: 0.1, pairs: 3)
        evidence.interval = .init(lower: -.infinity, upper: 1e300, isBand: false)
        evidence.alerts = .init(perYear: 2.5, daysPercent: 1.25)
        return .figures(evidence)
    }

    func message(_ incident: String, _ sequence: Int, _ kind: Message.Kind = .update) -> Message {
        Message(
            incident: incident, channel: "c", kind: kind, sequence: sequence, teams: ["a", "b"], at: at(0),
            severity: .critical,
            content: .init(
                headline: "h", why: "w", openedAt: at(0),
                alerts: [
                    .init(
                        check: "nulls", subject: "x", layer: .data, severity: .critical, since: at(-48),
                        resolvedAt: at(1),
                        reason: "ümlaut \"quoted\"", evidence: "")
                ], owners: ["a"], firstStep: "f"))
    }

    /// A message that was never tried.
    func change(_ message: Message, to state: OutboxState) -> DeliveryChange.Item {
        .init(OutboxMessage(message, state: .pending), to: OutboxMessage(message, state: state))
    }

    func incident(_ id: String) throws -> Incident {
        var incident = Incident(
            id: id, openedAt: at(0), occasion: .session(try day("2023-11-14")),
            members: [
                .init(
                    key: StoreLaw.key,
                    origin: .init(
                        layer: .data, isIntegrity: true, names: ["market", "ridge"], owners: ["a", "b"],
                        firstStep: "Look at it"),
                    severity: .critical, pendingAt: at(-48), firedAt: at(0),
                    snapshot: .init(value: 2.4, threshold: nil, reason: "why", evidence: StoreLaw.evidence))
            ])
        incident.state = .acknowledged(.init(by: "ann", until: at(99)))
        incident.told = ["a": .critical, "b": .warning]
        incident.threads = ["c": .init(count: 2, teams: ["b", "a"])]
        incident.steps = [
            .init(owner: "a", number: 1, team: "b", due: at(5)),
            .init(owner: "a", number: 0, team: "b", due: nil, isDone: true),
        ]
        return incident
    }

    // MARK: - Laws

    func empty(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        #expect(try store.state() == AlertingState())
        #expect(try store.policyPath() == nil && store.clock() == .wall && store.deployment == "d")
        #expect(try store.incidents().isEmpty && store.state().alerts.isEmpty && store.silences().isEmpty)
        #expect(try store.audit(incident: nil, after: 0, limit: 10).isEmpty)
        try store.setPolicyPath("policies/a.yml")
        #expect(try store.policyPath() == "policies/a.yml")
    }

    func onceAnInstant(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        try store.commit(tick(5), mode: .live)
        for hours in [5, 4] {
            let late = tick(hours) { $0.audit = [AuditEntry(at: at(hours), kind: .held, text: "t")] }
            #expect(throws: StoreError.self) {
                try store.commit(late, observations: [try observation("2023-11-14", hours, 1)], mode: .past)
            }
        }
        #expect(try store.state().lastInstant == at(5) && store.clock() == .wall)
        #expect(try store.audit(incident: nil, after: 0, limit: 10).isEmpty)
        let about = try day("2023-11-01")...day("2023-11-30")
        #expect(try store.observations(of: StoreLaw.key, about: about, asOf: at(99)).isEmpty)
        // A person's decision has no instant of its own.
        try store.commit(Decision(at: at(3), isTick: false), mode: .live)
        try store.commit(tick(6), mode: .past)
        #expect(try store.clock() == .virtual)
    }

    func together(_ open: () throws -> any MonitorStore) throws {
        var store = try open()
        let id = String(repeating: "a", count: 16)
        let other = AlertKey(check: "drift", subject: "y")
        let third = AlertKey(check: "rmse", subject: "m")
        let alerts = [
            Alert(
                StoreLaw.key,
                state: .firing(
                    .init(
                        pendingSince: at(-48), since: at(0), severity: .critical, clear: ConsecutiveCount(2),
                        incident: id)),
                occasion: .session(try day("2023-11-14")), silent: ConsecutiveCount(3), reason: "because"),
            Alert(
                other, state: .pending(since: at(0), breaches: ConsecutiveCount(2)),
                occasion: .session(try day("2023-11-14"))),
            Alert(
                third, state: .resolved(at: at(0), .byHand), occasion: .instant(at(0)),
                basis: .init(
                    content: Fingerprint(0x0123_4567_89AB_CDEF),
                    standing: .firing(pendingSince: at(-24), severity: .warning, clear: 2), silent: 3)),
        ]
        let decision = tick(0) {
            $0.alerts = alerts
            $0.messages = [message(id, 1, .fire)]
        }
        var whole = decision
        whole.incidents = [try incident(id)]
        try store.commit(whole, mode: .past)
        store = InMemoryStore(deployment: "none")
        store = try open()
        let state = try store.state()
        #expect(state.alerts == Dictionary(uniqueKeysWithValues: alerts.map { ($0.key, $0) }))
        #expect(state.incidents == [try incident(id)] && state.lastInstant == at(0))
        #expect(try store.outbox([.withheld]).map(\.message) == [message(id, 1, .fire)])
        // A resolved incident is no state any more, and stays where it was.
        var resolved = try incident(id)
        resolved.members[0].resolution = .init(at: at(1), reason: .stale)
        resolved.state = .resolved(at: at(1))
        resolved.steps = []
        var last = tick(1)
        last.incidents = [resolved]
        last.alerts = [Alert(StoreLaw.key, state: .inactive)]
        try store.commit(last, mode: .past)
        #expect(try store.state().incidents.isEmpty && store.incidents() == [resolved])
        #expect(try Set(store.state().alerts.keys) == [other, StoreLaw.key, third])
    }

    func bitemporal(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        let about = try day("2023-11-14")...day("2023-11-15")
        try store.commit(
            tick(0),
            observations: [try observation("2023-11-14", 0, nil, .noData), try observation("2023-11-13", 0, 7)],
            mode: .live)
        try store.commit(tick(1), observations: [try observation("2023-11-15", 1, 0.25)], mode: .live)
        try store.commit(tick(2), observations: [try observation("2023-11-14", 2, 0.75, .critical)], mode: .live)
        func values(_ hours: Int) throws -> [Double?] {
            try store.observations(of: StoreLaw.key, about: about, asOf: at(hours)).map(\.value)
        }
        #expect(try values(-1) == [])
        #expect(try values(0) == [nil])
        #expect(try values(1) == [nil, 0.25])
        #expect(try values(2) == [0.75, 0.25])
        let stranger = AlertKey(check: "nulls", subject: "y")
        #expect(try store.observations(of: stranger, about: about, asOf: at(9)).isEmpty)
    }

    func folding(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        try store.commit(
            tick(0),
            observations: [
                try observation("2023-09-29", 0, 1, .warning), try observation("2023-10-02", 0, 2),
                try observation("2023-10-03", 0, nil, .noData), try observation("2023-11-01", 0, 9),
            ], mode: .live)
        try store.commit(tick(1), observations: [try observation("2023-10-02", 1, 4, .critical)], mode: .live)
        // In the middle of November October is whole.
        #expect(try store.fold(before: day("2023-11-14")) == 4)
        #expect(try store.fold(before: day("2023-11-14")) == 0)
        let months = try store.months(of: StoreLaw.key)
        #expect(months.map(\.month) == ["2023-09", "2023-10"])
        let october = try #require(months.last)
        #expect(october.sessions == 2 && october.values == 1 && october.mean == 4)
        #expect(october.minimum == 4 && october.maximum == 4 && october.verdicts == [.critical: 1, .noData: 1])
        let all = try day("2023-01-01")...day("2023-12-31")
        #expect(try store.observations(of: StoreLaw.key, about: all, asOf: at(9)).map(\.value) == [9])
        try store.commit(tick(2), observations: [try observation("2023-10-04", 2, 1)], mode: .live)
        #expect(try store.fold(before: day("2023-11-14")) == 1)
        let later = try #require(try store.months(of: StoreLaw.key).last)
        #expect(later.sessions == 3 && later.values == 2 && later.mean == 2.5 && later.minimum == 1)
        #expect(later.verdicts == [.critical: 1, .noData: 1, .ok: 1])
    }

    func chain(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        func entry(_ number: Int) -> AuditEntry {
            AuditEntry(
                at: at(number), kind: AuditKind.allCases[number], incident: number % 2 == 0 ? "even" : "", check: "c",
                subject: "s",
                text: "line one\nline two \(number)")
        }
        for number in 0..<6 {
            try store.commit(tick(number) { $0.audit = [entry(number), entry(number)] }, mode: .live)
        }
        let rows = try store.audit(incident: nil, after: 0, limit: 100)
        #expect(
            rows.map(\.sequence) == Array(1...12) && rows.map(\.entry) == (0..<6).flatMap { [entry($0), entry($0)] })
        var previous: AuditRow?
        for row in rows {
            #expect(row.fault(after: previous) == nil)
            previous = row
        }
        #expect(try store.audit(incident: nil, after: 10, limit: 1).map(\.sequence) == [11])
        #expect(try store.audit(incident: "even", after: 2, limit: 100).map(\.sequence) == [5, 6, 9, 10])
    }

    func operations(_ open: () throws -> any MonitorStore) throws {
        var store = try open()
        let id = String(repeating: "f", count: 16)
        var opening = tick(0)
        opening.incidents = [try incident(id)]
        try store.commit(opening, mode: .live)
        func job(_ step: Int, _ state: RunbookJob.State) -> RunbookJob {
            RunbookJob(
                incident: id, runbook: "ingestion", version: "0a1b2c3d", step: step, number: 1, title: "t",
                about: StoreLaw.key, requestedBy: "ann", requestedAt: at(1), state: state)
        }
        var running = job(1, .running(since: at(2)))
        running.attempts = 1
        running.approvedBy = "bob"
        let waits = job(2, .awaitingApproval)
        let freeze = Freeze(
            id: "f1", scope: .promotion, reason: "r", author: "ann", incident: id, from: at(1), until: at(99))
        let other = Freeze(id: "f0", scope: .all, reason: "r", author: "bob", incident: nil, from: at(0), until: at(9))
        var change = OperationChange(revision: try store.revision())
        change.jobs = [running, waits]
        change.freezes = [freeze, other]
        change.audit = [AuditEntry(at: at(1), kind: .stepBegun, incident: id, text: "t")]
        try store.commit(change)
        store = InMemoryStore(deployment: "none")
        store = try open()
        #expect(try store.jobs(incident: id) == [running, waits])
        #expect(try store.jobs(incident: "other").isEmpty)
        #expect(try store.freezes() == [other, freeze])
        var failed = running
        failed.state = .failed(at: at(3), reason: "exit code 1")
        failed.output = "ümlaut\nline"
        failed.attempts = 2
        var lifted = freeze
        lifted.lift = .init(by: "bob", at: at(4), reason: "no drift")
        lifted.until = at(120)
        var next = OperationChange(revision: try store.revision())
        next.jobs = [failed, job(3, .done(at: at(5))), job(4, .unknown(at: at(6)))]
        next.freezes = [lifted]
        next.audit = [AuditEntry(at: at(1), kind: .stepFailed, incident: id, text: "t")]
        try store.commit(next)
        #expect(
            try store.jobs(incident: id)
                == [failed, waits, job(3, .done(at: at(5))), job(4, .unknown(at: at(6)))])
        #expect(try store.freezes() == [other, lifted])
        #expect(
            try store.audit(incident: id, after: 0, limit: 9).map(\.entry.kind) == [.stepBegun, .stepFailed])
        #expect(try store.state().lastInstant == at(0))
    }

    func silences(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        let short = Silence(matchers: [.check: "nulls"], author: "ann", reason: "r", start: at(0), end: at(2))
        let long = Silence(
            matchers: [.owner: "a", .severity: "warning"], author: "bob", reason: "r", start: at(1), end: at(9))
        var decision = Decision(at: at(0), isTick: false)
        decision.silences = [long, short]
        try store.commit(decision, mode: .live)
        #expect(try Set(store.state().silences.map(\.id)) == [short.id, long.id])
        try store.commit(tick(2), mode: .live)
        #expect(try store.state().silences == [long])
        #expect(try store.silences() == [short, long])
        decision.silences = [
            Silence(id: long.id, matchers: long.matchers, author: "bob", reason: "r", start: at(1), end: at(3))
        ]
        try store.commit(decision, mode: .live)
        #expect(try store.silences().map(\.end) == [at(2), at(3)])
    }
}
