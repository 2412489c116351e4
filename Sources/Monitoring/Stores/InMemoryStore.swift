package import Alerting
package import Core
package import Foundation
import Synchronization
package import TradingCalendar

/// A store that forgets when the program ends: for scenarios and for trying policies on history.
package final class InMemoryStore: MonitorStore {
    package let deployment: String
    private let content = Mutex(Content())

    private struct Content: Sendable {
        var lastInstant: Date?
        var clock = TickClock.wall
        var policyPath: String?
        var alerts: [AlertKey: Alert] = [:]
        var incidents: [Incident] = []
        var silences: [Silence] = []
        var outbox: [OutboxMessage] = []
        var audit: [AuditRow] = []
        var observations: [AlertKey: [Observation]] = [:]
        var months: [AlertKey: [ObservationMonth]] = [:]
    }

    package init(deployment: String) { self.deployment = deployment }

    package func state() -> AlertingState {
        content.withLock { content in
            AlertingState(
                lastInstant: content.lastInstant, alerts: content.alerts,
                incidents: content.incidents.filter { !$0.isResolved },
                silences: content.silences.filter { silence in content.lastInstant.map { silence.end > $0 } ?? true })
        }
    }

    package func clock() -> TickClock { content.withLock { $0.clock } }

    package func commit(_ decision: Decision, _ observations: [Observation], _ mode: TickMode) throws {
        try content.withLock { content in
            if decision.isTick {
                try StoreRefusal.check(decision.at, after: content.lastInstant)
                content.lastInstant = decision.at
                content.clock = mode.clock
            }
            for alert in decision.alerts { content.alerts[alert.key] = alert }
            for incident in decision.incidents {
                if let at = content.incidents.firstIndex(where: { $0.id == incident.id }) {
                    content.incidents[at] = incident
                } else {
                    content.incidents.append(incident)
                }
            }
            for silence in decision.silences {
                content.silences.removeAll { $0.id == silence.id }
                content.silences.append(silence)
            }
            for message in decision.messages {
                // Who was not told of the fire is not told of what follows.
                let isUntold = content.outbox.contains { other in
                    other.state == .withheld && other.message.kind == .fire && message.kind != .heartbeat
                        && other.message.incident == message.incident && other.message.channel == message.channel
                }
                content.outbox.append(OutboxMessage(message: message, state: isUntold ? .withheld : mode.messages))
            }
            for entry in decision.audit {
                content.audit.append(
                    AuditRow(
                        entry, sequence: content.audit.count + 1,
                        previous: content.audit.last?.hash ?? AuditRow.beginning))
            }
            for observation in observations { content.observations[observation.key, default: []].append(observation) }
        }
    }

    package func policyPath() -> String? { content.withLock { $0.policyPath } }
    package func setPolicyPath(_ path: String) { content.withLock { $0.policyPath = path } }

    package func incidents() -> [Incident] { content.withLock { $0.incidents } }

    package func alerts() -> [Alert] {
        content.withLock { $0.alerts.values.sorted { $0.key < $1.key } }
    }

    package func silences() -> [Silence] {
        content.withLock { $0.silences.sorted { ($0.start, $0.id) < ($1.start, $1.id) } }
    }

    package func outbox(_ states: Set<OutboxState>) -> [OutboxMessage] {
        content.withLock { $0.outbox.filter { states.contains($0.state) } }
    }

    package func mark(_ keys: [String], _ state: OutboxState) {
        let keys = Set(keys)
        content.withLock { content in
            for at in content.outbox.indices where keys.contains(content.outbox[at].message.key) {
                content.outbox[at] = OutboxMessage(message: content.outbox[at].message, state: state)
            }
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
                (content.observations[key] ?? []).filter { about.contains($0.about) && $0.knownSince <= asOf })
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

extension StoreRefusal {
    /// A tick comes after the one before.
    package static func check(_ instant: Date, after last: Date?) throws {
        guard let last, instant <= last else { return }
        throw StoreRefusal(
            "the instant \(Timestamp.text(instant)) was decided already: the store is at \(Timestamp.text(last))")
    }
}
