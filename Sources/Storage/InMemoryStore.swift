package import Alerting
package import Core
package import Foundation
package import Lifecycle
import Synchronization
package import TradingCalendar

/// A store that forgets when the program ends: for trying policies on history.
package final class InMemoryStore: MonitorStore {
    package let deployment: String
    private let content = Mutex(Content())

    private struct Content: Sendable {
        var revision = 0
        var lastInstant: Date?
        var clock = TickClock.wall
        var policyPath: String?
        var alerts: [AlertKey: Alert] = [:]
        var incidents: [Incident] = []
        var silences: [Silence] = []
        var outbox: [OutboxMessage] = []
        var held: [String: Date] = [:]
        /// By incident and channel.
        var receipts: [[String]: String] = [:]
        var jobs: [RunbookJob] = []
        var freezes: [Freeze] = []
        var audit: [AuditRow] = []
        var observations: [AlertKey: [Observation]] = [:]
        var months: [AlertKey: [ObservationMonth]] = [:]

        /// Before anything is written.
        mutating func advance(from expected: Int?) throws {
            try StoreError.check(revision: revision, expected: expected)
            revision += 1
        }

        mutating func write(_ decision: Decision, _ state: OutboxState) {
            for alert in decision.alerts { alerts[alert.key] = alert }
            for incident in decision.incidents {
                if let at = incidents.firstIndex(where: { $0.id == incident.id }) {
                    incidents[at] = incident
                } else {
                    incidents.append(incident)
                }
            }
            for silence in decision.silences {
                silences.removeAll { $0.id == silence.id }
                silences.append(silence)
            }
            for message in decision.messages {
                outbox.append(OutboxMessage(message, fate(of: message) ?? state))
            }
            append(decision.audit)
        }

        mutating func append(_ entries: [AuditEntry]) {
            for entry in entries {
                audit.append(
                    AuditRow(
                        entry, sequence: audit.count + 1,
                        previous: audit.last?.hash ?? AuditRow.beginning))
            }
        }

        /// What follows a fire has its fate.
        private func fate(of message: Message) -> OutboxState? {
            let fire = outbox.first { other in
                other.message.kind == .fire && message.kind != .heartbeat
                    && other.message.incident == message.incident && other.message.channel == message.channel
            }
            return fire.map { fire in
                switch fire.state {
                case .withheld: .withheld
                case .dead, .dropped: .dropped
                case .pending, .delivered: .pending
                }
            }
        }
    }

    package init(deployment: String) { self.deployment = deployment }

    package func revision() -> Int { content.withLock { $0.revision } }

    package func state() -> AlertingState {
        content.withLock { content in
            AlertingState(
                revision: content.revision, lastInstant: content.lastInstant, alerts: content.alerts,
                incidents: content.incidents.filter { !$0.isResolved },
                silences: content.silences.filter { silence in content.lastInstant.map { silence.end > $0 } ?? true })
        }
    }

    package func clock() -> TickClock { content.withLock { $0.clock } }

    package func commit(_ decision: Decision, observations: [Observation], mode: TickMode) throws {
        try content.withLock { content in
            if decision.isTick { try StoreError.check(decision.at, after: content.lastInstant) }
            try content.advance(from: decision.revision)
            if decision.isTick {
                content.lastInstant = decision.at
                content.clock = mode.clock
            }
            content.write(decision, mode.messages)
            for observation in observations { content.observations[observation.key, default: []].append(observation) }
        }
    }

    package func policyPath() -> String? { content.withLock { $0.policyPath } }
    package func setPolicyPath(_ path: String) { content.withLock { $0.policyPath = path } }

    package func incidents(_ query: IncidentQuery) -> [Incident] {
        content.withLock { content in
            page(content.incidents, after: query.after, id: \.id, limit: query.limit, where: query.matches)
        }
    }

    /// Those of all that are wanted, from behind the one with an id.
    private func page<Item>(
        _ all: [Item], after: String?, id: (Item) -> String, limit: Int?, where matches: (Item) -> Bool
    ) -> [Item] {
        var rest = all[...]
        if let after {
            guard let index = all.firstIndex(where: { id($0) == after }) else { return [] }
            rest = all[(index + 1)...]
        }
        return Array(rest.lazy.filter(matches).prefix(limit ?? .max))
    }

    package func alerts() -> [Alert] {
        content.withLock { $0.alerts.values.sorted { $0.key < $1.key } }
    }

    package func silences() -> [Silence] {
        content.withLock { $0.silences.sorted { ($0.start, $0.id) < ($1.start, $1.id) } }
    }

    package func outbox(_ query: OutboxQuery) -> [OutboxMessage] {
        content.withLock { content in
            page(
                content.outbox, after: query.after, id: \.message.key, limit: query.limit, where: query.matches)
        }
    }

    package func busyChannels() -> [String] {
        content.withLock { Set($0.outbox.filter { $0.state == .pending }.map(\.message.channel)).sorted() }
    }

    package func backlog() -> [ChannelBacklog] {
        let pending = outbox(OutboxQuery(states: [.pending]))
        return Dictionary(grouping: pending, by: \.message.channel).sorted { $0.key < $1.key }.map { name, items in
            ChannelBacklog(
                channel: name, count: items.count, reason: items.map(\.delivery.reason).first { !$0.isEmpty },
                next: items.compactMap(\.delivery.next).min())
        }
    }

    package func nextMessage(channel: String, at now: Date) -> OutboxMessage? {
        ChannelQueue.next(outbox(OutboxQuery(states: [.pending], channel: channel)), at: now)
    }

    package func overtaken(channel: String) -> [OutboxMessage] {
        ChannelQueue.overtaken(outbox(OutboxQuery(states: [.pending], channel: channel)))
    }

    package func heldUntil(channel: String) -> Date? { content.withLock { $0.held[channel] } }

    package func receipt(incident: String, channel: String) -> String? {
        content.withLock { $0.receipts[[incident, channel]] }
    }

    package func commit(_ change: DeliveryChange) throws {
        try content.withLock { content in
            try StoreError.check(revision: content.revision, expected: change.decision?.revision)
            let items = try change.items.map { item in
                let key = item.before.message.key
                guard let index = content.outbox.firstIndex(where: { $0.message.key == key }),
                    content.outbox[index] == item.before
                else { throw StoreError.messageChanged(key: key) }
                return (index, item.after)
            }
            try content.advance(from: nil)
            for (index, item) in items { content.outbox[index] = item }
            if let held = change.held { content.held[held.channel] = held.until }
            if let receipt = change.receipt {
                content.receipts[[receipt.message.incident, receipt.message.channel]] = receipt.text
            }
            if let decision = change.decision { content.write(decision, .pending) }
        }
    }

    package func jobs(incident: String) -> [RunbookJob] {
        content.withLock { $0.jobs.filter { $0.incident == incident } }
    }

    package func freezes() -> [Freeze] {
        content.withLock { $0.freezes.sorted { ($0.from, $0.id) < ($1.from, $1.id) } }
    }

    package func commit(_ change: OperationChange) throws {
        try content.withLock { content in
            try content.advance(from: change.revision)
            for job in change.jobs {
                if let at = content.jobs.firstIndex(where: { $0.key == job.key }) {
                    content.jobs[at] = job
                } else {
                    content.jobs.append(job)
                }
            }
            for freeze in change.freezes {
                content.freezes.removeAll { $0.id == freeze.id }
                content.freezes.append(freeze)
            }
            content.append(change.audit)
        }
    }

    package func audit(incident: String?, after: Int, limit: Int) -> [AuditRow] {
        content.withLock { content in
            Array(
                content.audit.dropFirst(max(0, after)).lazy
                    .filter { incident == nil || $0.entry.incident == incident }.prefix(limit))
        }
    }

    package func observations(of key: AlertKey, about: ClosedRange<Day>, asOf: Date) -> [Observation] {
        content.withLock { content in
            InMemoryStore.latest(
                (content.observations[key] ?? []).filter { about.contains($0.about.day) && $0.knownSince <= asOf })
        }
    }

    package func observations(of key: AlertKey, known: ClosedRange<Date>) -> [Observation] {
        content.withLock { content in
            InMemoryStore.latest((content.observations[key] ?? []).filter { known.contains($0.knownSince) })
        }
    }

    /// Of each session what is known last, by session.
    private static func latest(_ observations: [Observation]) -> [Observation] {
        Dictionary(observations.map { ($0.about, $0) }) { a, b in a.knownSince <= b.knownSince ? b : a }.values
            .sorted { $0.about < $1.about }
    }

    package func fold(before day: Day) -> Int {
        let month = ObservationMonth.month(of: day)
        return content.withLock { content in
            var folded = 0
            for (key, all) in content.observations {
                let old = all.filter { ObservationMonth.month(of: $0.about) < month }
                guard !old.isEmpty else { continue }
                let months = Dictionary(grouping: InMemoryStore.latest(old)) { ObservationMonth.month(of: $0.about) }
                for name in months.keys.sorted() {
                    let month = ObservationMonth(key, month: name, months[name] ?? [])
                    if let at = content.months[key, default: []].firstIndex(where: { $0.month == name }) {
                        content.months[key]?[at].merge(month)
                    } else {
                        content.months[key, default: []].append(month)
                    }
                }
                content.observations[key] = all.filter { ObservationMonth.month(of: $0.about) >= month }
                folded += old.count
            }
            return folded
        }
    }

    package func months(of key: AlertKey) -> [ObservationMonth] {
        content.withLock { ($0.months[key] ?? []).sorted { $0.month < $1.month } }
    }
}
