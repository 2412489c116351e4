package import Alerting
import Core
package import Foundation
package import Storage
import Synchronization
import TradingCalendar

/// Drains a store's outbox: at least once each, in order for each incident and channel.
///
/// A relay is the only one at its store.
package struct OutboxRelay: Sendable {
    private let store: any MonitorStore
    private let decider: Decider
    /// Names of the policy's channels, also of those that cannot be sent on.
    private let known: Set<String>
    private let channels: [String: DeliveryChannel]
    private let transport: any Transport
    private let clock: any WallClock
    private let lastSendTimes = LastSendTimes()

    /// When something was last sent on each channel.
    private final class LastSendTimes: Sendable {
        private let content = Mutex<[String: Date]>([:])

        subscript(channel: String) -> Date? {
            get { content.withLock { $0[channel] } }
            set { content.withLock { $0[channel] = newValue } }
        }
    }

    /// What became of messages.
    package struct Report: Equatable, Sendable {
        /// Keys of messages that were settled.
        package var settled: [String] = []
        /// For people: what is dead.
        package var dead: [String] = []
    }

    /// - Parameters:
    ///   - channels: those that can be sent on; messages to others that are known are left.
    ///   - known: the names of all channels of the policy.
    package init(
        _ store: any MonitorStore, decider: Decider, channels: [DeliveryChannel], known: [String],
        transport: any Transport, clock: any WallClock
    ) {
        self.store = store
        self.decider = decider
        self.known = Set(known)
        self.channels = Dictionary(channels.map { ($0.name, $0) }) { first, _ in first }
        self.transport = transport
        self.clock = clock
    }

    /// Marks attempts that a crashed process left as attempts of unknown outcome. Call it before the first delivery.
    package func recover() throws {
        let abandoned = try store.outbox(OutboxQuery(states: [.pending], isLeased: true))
        guard !abandoned.isEmpty else { return }
        try store.commit(DeliveryChange(abandoned.map { .init($0, to: DeliveryRules.abandoned($0)) }))
    }

    /// Sends what is due; what is to be tried again until an instant, too.
    package func deliver(until deadline: Date) async throws -> Report {
        var report = Report()
        // A dead letter is told on another channel, so one round may make work for the next.
        while true {
            let busy = try store.busyChannels().filter { channels[$0] != nil || !isKnown($0) }
            let reports = try await withThrowingTaskGroup(of: Report.self) { group in
                for name in busy { group.addTask { try await drain(name, until: deadline) } }
                return try await group.reduce(into: [Report]()) { $0.append($1) }
            }
            report.settled += reports.flatMap(\.settled).sorted()
            let dead = reports.flatMap(\.dead).sorted()
            report.dead += dead
            if dead.isEmpty { break }
        }
        return report
    }

    private func isKnown(_ channel: String) -> Bool { known.contains(channel) }

    // MARK: - One channel

    private func drain(_ name: String, until deadline: Date) async throws -> Report {
        var report = Report()
        while true {
            report.settled += try store.retrying { try dropOvertaken(on: name) }
            let now = clock.now()
            guard let item = try store.nextMessage(channel: name, at: now) else { return report }
            let due = max(item.delivery.next ?? now, try store.heldUntil(channel: name) ?? now)
            if due > now {
                guard due <= deadline else { return report }
                try await clock.sleep(until: due)
                continue
            }
            if let pause = channels[name]?.kind.pause, let lastSent = lastSendTimes[name] {
                let next = lastSent.addingTimeInterval(pause)
                if next > clock.now() { try await clock.sleep(until: next) }
            }
            lastSendTimes[name] = clock.now()
            let sent = try await send(item)
            report.add(sent.report)
            if sent.isOver { return report }
        }
    }

    /// Drops heartbeats behind which a newer one stands.
    /// - Returns: their keys.
    private func dropOvertaken(on name: String) throws -> [String] {
        let overtaken = try store.overtaken(channel: name)
        guard !overtaken.isEmpty else { return [] }
        let now = clock.now()
        try store.commit(
            DeliveryChange(
                overtaken.map { .init($0, to: DeliveryRules.dropped($0, "a newer heartbeat is sent", at: now)) }))
        return overtaken.map(\.message.key)
    }

    // MARK: - One message

    /// - Returns: and whether this process cannot tell anything on that channel.
    private func send(_ item: OutboxMessage) async throws -> (report: Report, isOver: Bool) {
        let leased = DeliveryRules.leased(item, at: clock.now())
        do {
            try store.commit(DeliveryChange([.init(item, to: leased)]))
        } catch StoreError.messageChanged {
            // Somebody requeued or dropped it just now; the next round sees it as it is.
            return (Report(), false)
        }
        Checkpoint.reached("lease.done")
        var outcome = await tell(item)
        Checkpoint.reached("send.done")
        // Before it is cut: half a secret is one too.
        let reason = channels[item.message.channel]?.redacted(outcome.reason) ?? outcome.reason
        outcome.reason = reason.shortened(to: Outcome.maximumReasonLength)
        let settlement = DeliveryRules.settle(leased, outcome, at: clock.now())
        do {
            try store.retrying { try write(settlement, of: leased) }
        } catch StoreError.messageChanged {
            try writeOverruled(settlement)
            return (Report(), outcome.isLocalFailure)
        }
        Checkpoint.reached("mark.done")
        var report = Report()
        if settlement.item.state != .pending { report.settled.append(item.message.key) }
        if settlement.item.state == .dead {
            report.dead.append("dead letter: \(item.message.key): \(settlement.item.delivery.reason)")
        }
        return (report, outcome.isLocalFailure)
    }

    private func tell(_ item: OutboxMessage) async -> Outcome {
        let message = item.message
        guard let channel = channels[message.channel] else {
            return Outcome(.refused, reason: "the policy has no channel of that name")
        }
        do {
            let receipt = try store.receipt(incident: message.incident, channel: message.channel)
            var sequence = channel.sequence(decider.rendered(message), item.delivery, receipt: receipt, at: clock.now())
            var turn = sequence.next(nil)
            while true {
                if case .end(let outcome) = turn { return outcome }
                turn = sequence.next(await transport.perform(turn))
            }
        } catch {
            return Outcome(.again, reason: "the store cannot be read: \(error)")
        }
    }

    /// - Parameter leased: the message as it was while it was sent.
    private func write(_ settlement: DeliveryRules.Settlement, of leased: OutboxMessage) throws {
        let item = settlement.item
        var change = DeliveryChange([.init(leased, to: item)])
        change.held = settlement.channelHeldUntil.map { .init(channel: item.message.channel, until: $0) }
        change.receipt = settlement.receipt.map { .init(message: item.message, text: $0) }
        switch item.state {
        case .pending: break
        case .dead:
            // Before the messages that share its fate are read: a change of these is a conflict then.
            change.decision = try decide(.deadLetter(item.message, reason: item.delivery.reason))
            let waiting = try store.outbox(
                OutboxQuery(incidents: [item.message.incident], states: [.pending], channel: item.message.channel))
            change.items += DeliveryRules.orphans(of: item, among: waiting).map {
                .init($0, to: DeliveryRules.orphan($0, at: clock.now()))
            }
        default: change.decision = delivered(item)
        }
        try store.commit(change)
    }

    /// Somebody requeued or dropped the message while it was sent. That stands; but it is known that it has arrived.
    private func writeOverruled(_ settlement: DeliveryRules.Settlement) throws {
        guard settlement.item.state == .delivered else { return }
        var change = DeliveryChange()
        change.receipt = settlement.receipt.map { .init(message: settlement.item.message, text: $0) }
        change.decision = delivered(settlement.item)
        try store.commit(change)
    }

    /// The audit of a delivery; it rests on no state. nil for a heartbeat.
    private func delivered(_ item: OutboxMessage) -> Decision? {
        guard item.message.kind != .heartbeat else { return nil }
        let times = item.delivery.attempts == 1 ? "" : ", at the \(item.delivery.attempts.ordinal) attempt"
        var decision = Decision(
            at: Date(timeIntervalSince1970: clock.now().timeIntervalSince1970.rounded(.down)), isTick: false)
        decision.audit = [
            AuditEntry(
                at: decision.at, kind: "delivered", incident: item.message.incident,
                text: "\(item.message.key)\(times)")
        ]
        return decision
    }

    /// What follows from a dead letter, at the store's instant: the wall clock may be another.
    private func decide(_ command: Command) throws -> Decision {
        let last = try store.state().lastInstant ?? clock.now()
        return try store.decide([command], by: decider, at: last)
    }

    /// For people: what waits on each channel, and why.
    package func waiting() throws -> [String] {
        try store.backlog().map { waiting in
            let name = waiting.channel
            let isAbsent = isKnown(name) && channels[name] == nil
            let reason = isAbsent ? "a setting of it is absent" : waiting.reason ?? "not tried yet"
            let next = waiting.next.map { ", next try \(decider.calendar.zone.text($0))" } ?? ""
            let verb = waiting.count == 1 ? "waits" : "wait"
            return "\(waiting.count.counted("message")) to \(name) \(verb): \(reason)\(next)"
        }
    }
}

extension OutboxRelay.Report {
    fileprivate mutating func add(_ other: OutboxRelay.Report) {
        settled += other.settled
        dead += other.dead
    }
}

extension ChannelSettings.Kind {
    /// Seconds between two messages, where the receiver counts.
    fileprivate var pause: TimeInterval? {
        switch self {
        case .slack: 1
        case .pagerduty: 0.5
        case .jira, .smtp, .alertmanager, .webhook, .stdout: nil
        }
    }
}
