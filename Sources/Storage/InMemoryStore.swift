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
        var policySettings: PolicySettings?
        var alerts: [AlertKey: Alert] = [:]
        var incidents = InMemoryIncidents()
        var silences: [Silence] = []
        var outbox = InMemoryOutbox()
        var held: [String: Date] = [:]
        var receipts: [InMemoryOutbox.Thread: String] = [:]
        var destinations: [InMemoryOutbox.Thread: ChannelDestination] = [:]
        var jobs: [RunbookJob] = []
        var freezes: [Freeze] = []
        var registry = ModelRegistry()
        var artifacts: [String: VersionArtifacts] = [:]
        var audit: [AuditRow] = []
        var observations: [AlertKey: InMemoryObservations] = [:]
        var months: [AlertKey: [ObservationMonth]] = [:]

        /// Before anything is written.
        mutating func advance(from expected: Int?) throws {
            try StoreError.check(revision: revision, expected: expected)
            revision += 1
        }

        mutating func write(_ decision: Decision, _ state: OutboxState) {
            for alert in decision.alerts { alerts[alert.key] = alert }
            for incident in decision.incidents { incidents.write(incident) }
            for silence in decision.silences {
                silences.removeAll { $0.id == silence.id }
                silences.append(silence)
            }
            for message in decision.messages { outbox.append(message, otherwise: state) }
            if let policy = decision.policy { policySettings = policy }
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
    }

    package init(deployment: String) { self.deployment = deployment }

    package func revision() -> Int { content.withLock { $0.revision } }

    package func state() -> AlertingState {
        content.withLock { content in
            AlertingState(
                revision: content.revision, lastInstant: content.lastInstant, alerts: content.alerts,
                incidents: content.incidents.open,
                silences: content.silences.filter { silence in content.lastInstant.map { silence.end > $0 } ?? true },
                policyDigest: content.policySettings?.digest)
        }
    }

    package func clock() -> TickClock { content.withLock { $0.clock } }

    package func commit(
        _ decision: Decision, observations: [Observation], registry change: RegistryChange, mode: TickMode
    ) throws {
        try content.withLock { content in
            if decision.isTick { try StoreError.check(decision.at, after: content.lastInstant) }
            var registry = content.registry
            try registry.apply(change)
            try content.advance(from: decision.revision)
            content.registry = registry
            for new in change.versions { content.artifacts[new.version.id] = new.artifacts }
            if decision.isTick {
                content.lastInstant = decision.at
                content.clock = mode.clock
            }
            content.write(decision, mode.messages)
            for observation in observations {
                content.observations[observation.key, default: InMemoryObservations()].append(observation)
            }
        }
    }

    package func registry() -> ModelRegistry { content.withLock { $0.registry } }
    package func promotionCount() -> Int { content.withLock { $0.registry.promotions.count } }
    package func artifacts(ofVersion id: String) -> VersionArtifacts? { content.withLock { $0.artifacts[id] } }

    package func policySettings() -> PolicySettings? { content.withLock { $0.policySettings } }
    package func policyPath() -> String? { content.withLock { $0.policyPath } }
    package func setPolicyPath(_ path: String) { content.withLock { $0.policyPath = path } }

    package func incidents(_ query: IncidentQuery) -> [Incident] {
        content.withLock { content in
            page(content.incidents.all, after: query.after, id: \.id, limit: query.limit, where: query.matches)
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

    package func silences() -> [Silence] {
        content.withLock { $0.silences.sorted { ($0.start, $0.id) < ($1.start, $1.id) } }
    }

    package func outbox(_ query: OutboxQuery) -> [OutboxMessage] {
        content.withLock { content in
            page(
                content.outbox.messages, after: query.after, id: \.message.key, limit: query.limit, where: query.matches
            )
        }
    }

    package func busyChannels() -> [String] { content.withLock { $0.outbox.busyChannels } }

    package func backlog() -> [ChannelBacklog] {
        let pending = outbox(OutboxQuery(states: [.pending]))
        return Dictionary(grouping: pending, by: \.message.channel).sorted { $0.key < $1.key }.map { name, items in
            ChannelBacklog(
                channel: name, count: items.count, reason: items.map(\.delivery.reason).first { !$0.isEmpty },
                next: items.compactMap(\.delivery.next).min())
        }
    }

    package func nextMessage(channel: String, at now: Date) -> OutboxMessage? {
        ChannelQueue.next(content.withLock { $0.outbox.pending(channel: channel) }, at: now)
    }

    package func overtaken(channel: String) -> [OutboxMessage] {
        ChannelQueue.overtaken(
            outbox(OutboxQuery(states: [.pending, .dead], channel: channel)).filter { $0.message.kind == .heartbeat })
    }

    package func heldUntil(channel: String) -> Date? { content.withLock { $0.held[channel] } }

    package func receipt(incident: String, channel: String) -> String? {
        content.withLock { $0.receipts[InMemoryOutbox.Thread(incident: incident, channel: channel)] }
    }

    package func destination(incident: String, channel: String) -> ChannelDestination? {
        content.withLock { $0.destinations[InMemoryOutbox.Thread(incident: incident, channel: channel)] }
    }

    package func commit(_ change: DeliveryChange) throws {
        try content.withLock { content in
            try StoreError.check(revision: content.revision, expected: change.decision?.revision)
            let items = try change.items.map { item in
                let key = item.before.message.key
                guard content.outbox[key] == item.before else { throw StoreError.messageChanged(key: key) }
                return item.after
            }
            try content.advance(from: nil)
            for item in items { content.outbox.replace(item) }
            if let held = change.held { content.held[held.channel] = held.until }
            if let receipt = change.receipt {
                content.receipts[InMemoryOutbox.Thread(receipt.message)] = receipt.text
            }
            if let destination = change.destination {
                content.destinations[InMemoryOutbox.Thread(destination.message)] = destination.place
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
            if let decision = change.decision { content.write(decision, .pending) }
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
            content.observations[key]?.latest(about: about) { $0.knownSince <= asOf } ?? []
        }
    }

    package func observations(of key: AlertKey, known: ClosedRange<Date>) -> [Observation] {
        content.withLock { content in
            content.observations[key]?.latest { known.contains($0.knownSince) } ?? []
        }
    }

    package func fold(before day: Day) -> Int {
        let start = ObservationMonth.month(of: day)
        return content.withLock { content in
            var folded = 0
            for key in content.observations.keys {
                guard let old = content.observations[key]?.remove(before: start), old.count > 0 else { continue }
                for (name, latest) in old.months {
                    let month = ObservationMonth(key, month: name, latest)
                    if let at = content.months[key, default: []].firstIndex(where: { $0.month == name }) {
                        content.months[key]?[at].merge(month)
                    } else {
                        content.months[key, default: []].append(month)
                    }
                }
                folded += old.count
            }
            return folded
        }
    }

    package func months(of key: AlertKey) -> [ObservationMonth] {
        content.withLock { ($0.months[key] ?? []).sorted { $0.month < $1.month } }
    }
}
