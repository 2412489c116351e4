import Alerting
import Core
import Foundation
import Storage

/// One channel.
extension OutboxRelay {
    /// An attempt that takes so long and fails makes the whole channel wait.
    private static let slow: TimeInterval = 4
    private static let rest: TimeInterval = 10

    /// Sends the messages of a channel in rounds: those that were never tried, those that were due when the run began,
    /// then those that have fallen due since. Within a round nothing is tried twice, so what fails does not come again
    /// before the rest was tried.
    func drainAlone(_ name: String, _ run: DeliveryRun) async throws -> Report {
        var report = Report()
        var round = Date.distantPast
        while clock.now() < run.end {
            report.settled += try retrying { try dropOvertaken(channel: name) }
            guard let item = try store.nextMessage(channel: name, at: round) else { break }
            let next = item.delivery.next ?? .distantPast
            if next > round, round < run.start {
                round = run.start
                continue
            }
            let held = try store.heldUntil(channel: name) ?? .distantPast
            let due = max(next > round ? next : .distantPast, held, resting[name] ?? .distantPast)
            if due > clock.now() {
                guard due <= run.deadline else { break }
                try await clock.sleep(until: due)
                // After a wait that the receiver asked for, the first is the first that was written.
                if due == held {
                    round = clock.now()
                    continue
                }
            }
            if next > round {
                guard clock.now() <= run.deadline else { break }
                round = clock.now()
                continue
            }
            try await keepPace(name)
            if try await send(item, adding: &report) { break }
        }
        return report
    }

    /// Waits where the receiver limits the rate.
    private func keepPace(_ name: String) async throws {
        if let pause = channels[name]?.kind.pause, let lastSent = lastSendTimes[name] {
            let next = lastSent.addingTimeInterval(pause)
            if next > clock.now() { try await clock.sleep(until: next) }
        }
        lastSendTimes[name] = clock.now()
    }

    /// Leaves a receiver alone that has kept us waiting for nothing.
    func restIfSlow(_ outcome: Outcome, on channel: String, since began: Date) {
        let now = clock.now()
        if outcome.kind == .again, now.timeIntervalSince(began) >= OutboxRelay.slow {
            resting[channel] = now.addingTimeInterval(OutboxRelay.rest)
        }
    }

    /// Drops heartbeats that a newer one follows.
    func dropOvertaken(channel: String) throws -> [String] {
        let overtaken = try store.overtaken(channel: channel)
        guard !overtaken.isEmpty else { return [] }
        let now = clock.now()
        try store.commit(
            DeliveryChange(
                overtaken.map { .init($0, to: DeliveryRules.dropped($0, "a newer heartbeat is sent", at: now)) }))
        return overtaken.map(\.message.key)
    }
}

extension ChannelSettings.Kind {
    /// Seconds between two messages, where the receiver limits their rate.
    fileprivate var pause: TimeInterval? {
        switch self {
        case .slack: 1
        case .pagerduty: 0.5
        case .jira, .smtp, .alertmanager, .webhook, .stdout: nil
        }
    }
}
