import Alerting
import Core
import Foundation
import Logging
import Storage

/// Receivers that keep what they are told in memory are told again.
extension OutboxRelay {
    /// Ends that are older are not repeated.
    private static let recent: TimeInterval = 7 * 86_400

    /// Sends what goes on to Alertmanager once more, and the latest ends once: when it restarts, it has forgotten them.
    ///
    /// It takes alerts with the labels that it knows for the same ones. What fails is repeated by the next call.
    package func repeatAlerts() async throws {
        let end = DeliveryRun(start: clock.now(), deadline: .distantPast).end
        for name in channels.keys.sorted() where channels[name]?.kind == .alertmanager && resting[name] == nil {
            for item in try repeatable(on: name) {
                guard clock.now() < end else { return }
                let (outcome, _) = await attempt(item)
                guard outcome.kind == .delivered else {
                    log.notice(
                        "not told again", metadata: ["key": "\(item.message.key)", "reason": .string(outcome.reason)])
                    break
                }
                if item.message.kind == .resolve { try mark(item) }
            }
        }
    }

    private func mark(_ item: OutboxMessage) throws {
        var repeated = item
        repeated.delivery.repeatedAt = clock.now()
        do { try store.commit(DeliveryChange([.init(item, to: repeated)])) } catch StoreError.messageChanged {
            log.debug("another change came between", metadata: ["key": "\(item.message.key)"])
        }
    }

    /// The latest message of each incident, where it was delivered by an earlier process.
    private func repeatable(on name: String) throws -> [OutboxMessage] {
        let open = Set(try store.state().incidents.map(\.id))
        let current = try store.outbox(
            OutboxQuery(incidents: open, states: [.pending, .delivered], channel: name))
        let latest = Dictionary(grouping: current, by: \.message.incident).values.compactMap(\.last)
        let since = clock.now().addingTimeInterval(-OutboxRelay.recent)
        let ended = try store.outbox(OutboxQuery(states: [.delivered], channel: name, settledSince: since))
            .filter { $0.message.kind == .resolve && $0.delivery.repeatedAt == nil }
        return try (latest.sorted { $0.message.key < $1.message.key } + ended).filter { item in
            guard item.state == .delivered, !delivered.contains(item.message.key) else { return false }
            let told = try store.destination(incident: item.message.incident, channel: name)
            return told.map { $0.kind == .alertmanager } ?? true
        }
    }
}
