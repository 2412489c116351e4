package import Alerting
package import Core
package import Foundation
package import Logging
package import Storage

/// Drains a store's outbox: each message at least once, in order for each incident and channel.
///
/// A relay is the only one at its store. Its store work runs on the given executor, which it shares with everything
/// else that changes the store, so decisions about a dead letter rest on the state as it is.
package actor OutboxRelay {
    private nonisolated let executor: SerialQueueExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let store: any MonitorStore
    let decider: Decider
    let clock: any WallClock
    private let transport: any Transport
    private let redactor: SecretRedactor
    private let log: Logger
    /// The names of all channels of the policy, also of those that nothing can be sent on.
    private let known: Set<String>
    private let channels: [String: DeliveryChannel]
    private var lastSendTimes: [String: Date] = [:]
    private var draining: Set<String> = []
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// The results of a delivery.
    package struct Report: Equatable, Sendable {
        /// The keys of messages that were settled.
        package var settled: [String] = []
        /// Dead letters, for people.
        package var dead: [String] = []
    }

    /// A relay's policy: who decides, and which channels there are.
    package struct Configuration: Sendable {
        let decider: Decider
        let channels: [DeliveryChannel]
        let known: [String]
        let redactor: SecretRedactor
        let log: Logger

        /// - Parameters:
        ///   - channels: those that messages can be sent on; messages to other known channels are left.
        ///   - known: the names of all channels of the policy.
        package init(
            decider: Decider, channels: [DeliveryChannel], known: [String], redactor: SecretRedactor,
            log: Logger = Logger(label: "bellwether.delivery", factory: SwiftLogNoOpLogHandler.init)
        ) {
            self.decider = decider
            self.channels = channels
            self.known = known
            self.redactor = redactor
            self.log = log
        }
    }

    package init(
        _ store: any MonitorStore, _ configuration: Configuration, transport: any Transport, clock: any WallClock,
        executor: SerialQueueExecutor = SerialQueueExecutor(label: "bellwether.relay")
    ) {
        self.store = store
        self.transport = transport
        self.clock = clock
        self.executor = executor
        decider = configuration.decider
        redactor = configuration.redactor
        log = configuration.log
        known = Set(configuration.known)
        channels = Dictionary(configuration.channels.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Treats the attempts of a process that died as ones whose outcome is unknown. Call it before the first delivery.
    package func recover() throws {
        let abandoned = try store.outbox(OutboxQuery(states: [.pending], isLeased: true))
        guard !abandoned.isEmpty else { return }
        try store.commit(DeliveryChange(abandoned.map { .init($0, to: DeliveryRules.abandoned($0)) }))
        for item in abandoned {
            log.notice("an attempt was interrupted, its outcome is not known", metadata: ["key": "\(item.message.key)"])
        }
    }

    /// Sends the messages that are due, and those whose next attempt lies before the deadline.
    package func deliver(until deadline: Date) async throws -> Report {
        var report = Report()
        // A dead letter makes a message for another channel, so one round may make work for the next.
        while true {
            let busy = try store.busyChannels().filter { channels[$0] != nil || !known.contains($0) }
            let reports = try await withThrowingTaskGroup(of: Report.self) { group in
                for name in busy { group.addTask { try await self.drain(name, until: deadline) } }
                var reports: [Report] = []
                for try await report in group { reports.append(report) }
                return reports
            }
            report.settled += reports.flatMap(\.settled).sorted()
            let dead = reports.flatMap(\.dead).sorted()
            report.dead += dead
            if dead.isEmpty { break }
        }
        return report
    }

    // MARK: - One channel

    /// Waits until no other delivery drains the channel: two would send the same message twice.
    private func begin(_ channel: String) async {
        while !draining.insert(channel).inserted {
            await withCheckedContinuation { waiting[channel, default: []].append($0) }
        }
    }

    private func end(_ channel: String) {
        draining.remove(channel)
        for other in waiting.removeValue(forKey: channel) ?? [] { other.resume() }
    }

    private func drain(_ name: String, until deadline: Date) async throws -> Report {
        await begin(name)
        defer { end(name) }
        var report = Report()
        while true {
            report.settled += try retrying { try dropOvertaken(channel: name) }
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
            if try await send(item, adding: &report) { return report }
        }
    }

    /// Drops heartbeats that a newer one follows.
    private func dropOvertaken(channel: String) throws -> [String] {
        let overtaken = try store.overtaken(channel: channel)
        guard !overtaken.isEmpty else { return [] }
        let now = clock.now()
        try store.commit(
            DeliveryChange(
                overtaken.map { .init($0, to: DeliveryRules.dropped($0, "a newer heartbeat is sent", at: now)) }))
        return overtaken.map(\.message.key)
    }

    // MARK: - One message

    /// - Returns: whether this process can send nothing more on that channel.
    private func send(_ item: OutboxMessage, adding report: inout Report) async throws -> Bool {
        let leased = DeliveryRules.leased(item, at: clock.now())
        do {
            try store.commit(DeliveryChange([.init(item, to: leased)]))
        } catch StoreError.messageChanged {
            // It was requeued or dropped just now; the next round sees it as it is.
            return false
        }
        Checkpoint.reached("lease.done")
        var outcome = await attempt(item)
        Checkpoint.reached("send.done")
        // Secrets are hidden before the text is cut: half a secret is one too.
        outcome.reason = redactor.redacted(outcome.reason).shortened(to: Outcome.maximumReasonLength)
        outcome.lost = outcome.lost.map { redactor.redacted($0).shortened(to: Outcome.maximumReasonLength) }
        if outcome.kind == .again, outcome.isPartial, try isFollowed(item.message) {
            // Those who have it do not wait for those who have not: the next message goes to all of them.
            outcome.kind = .delivered
        }
        let settlement = DeliveryRules.settle(leased, after: outcome, at: clock.now())
        do {
            try retrying { try store.commit(change(for: settlement, of: leased)) }
        } catch StoreError.messageChanged {
            try recordOverruled(settlement)
            return outcome.isLocalFailure
        }
        Checkpoint.reached("mark.done")
        note(settlement.item)
        if settlement.item.state != .pending { report.settled.append(item.message.key) }
        for words in settlement.lost { report.dead.append("dead letter: \(item.message.key): \(words)") }
        if settlement.item.state == .dead {
            report.dead.append("dead letter: \(item.message.key): \(settlement.item.delivery.reason)")
        }
        return outcome.isLocalFailure
    }

    /// True if another message about the same incident waits behind it.
    private func isFollowed(_ message: Message) throws -> Bool {
        try store.outbox(OutboxQuery(incidents: [message.incident], states: [.pending], channel: message.channel))
            .contains { $0.message.key != message.key }
    }

    private func retrying<Value>(_ change: () throws -> Value) throws -> Value {
        try store.retrying(change) { [log] error in
            log.debug("another change came between, deciding again", metadata: ["conflict": "\(error)"])
        }
    }

    /// Logs what became of an attempt.
    private func note(_ item: OutboxMessage) {
        var metadata: Logger.Metadata = [
            "key": "\(item.message.key)", "attempts": .stringConvertible(item.delivery.attempts),
        ]
        if !item.delivery.reason.isEmpty { metadata["reason"] = .string(item.delivery.reason) }
        switch item.state {
        case .pending:
            if let next = item.delivery.next { metadata["next"] = .string(decider.text(of: next)) }
            log.info("not delivered, to be tried again", metadata: metadata)
        case .dead: log.notice("dead letter", metadata: metadata)
        case .delivered, .dropped, .withheld: log.info("\(item.state.rawValue)", metadata: metadata)
        }
    }

    private func attempt(_ item: OutboxMessage) async -> Outcome {
        let message = item.message
        guard let channel = channels[message.channel] else {
            return Outcome(.refused, reason: "the policy has no channel of that name")
        }
        do {
            let receipt = try store.receipt(incident: message.incident, channel: message.channel)
            let sequence = channel.sequence(
                decider.rendered(message), after: item.delivery, receipt: receipt, at: clock.now())
            return await transport.attempt(sequence)
        } catch {
            return Outcome(.again, reason: "the store cannot be read: \(error)")
        }
    }

    /// - Parameter leased: the message as it was while it was sent.
    private func change(
        for settlement: DeliveryRules.Settlement, of leased: OutboxMessage
    ) throws -> DeliveryChange {
        let item = settlement.item
        var change = DeliveryChange([.init(leased, to: item)])
        change.held = settlement.channelHeldUntil.map { .init(channel: item.message.channel, until: $0) }
        change.receipt = settlement.receipt.map { .init(message: item.message, text: $0) }
        switch item.state {
        case .pending: change.decision = try loss(settlement)
        case .dead:
            // Decided before the messages that share its fate are read: a change of these is a conflict then. It is
            // decided at the store's instant, because the wall clock may be another.
            change.decision = try store.decide(
                [.deadLetter(item.message, reason: item.delivery.reason)], by: decider,
                at: try store.state().lastInstant ?? clock.now())
            let pending = try store.outbox(
                OutboxQuery(incidents: [item.message.incident], states: [.pending], channel: item.message.channel))
            change.items += DeliveryRules.orphans(of: item, among: pending).map {
                .init($0, to: DeliveryRules.orphan($0, at: clock.now()))
            }
        default:
            change.decision = record(ofDelivery: item)
            if var loss = try loss(settlement) {
                loss.audit = (change.decision?.audit ?? []) + loss.audit
                change.decision = loss
            }
        }
        return change
    }

    /// What follows from recipients who will never get a message that others have.
    private func loss(_ settlement: DeliveryRules.Settlement) throws -> Decision? {
        guard !settlement.lost.isEmpty else { return nil }
        let reason = settlement.lost.joined(separator: "; ").shortened(to: Outcome.maximumReasonLength)
        return try store.decide(
            [.lostRecipients(settlement.item.message, reason: reason)], by: decider,
            at: try store.state().lastInstant ?? clock.now())
    }

    /// A person requeued or dropped the message while it was sent. That stands, but its arrival is recorded.
    private func recordOverruled(_ settlement: DeliveryRules.Settlement) throws {
        guard settlement.item.state == .delivered else { return }
        var change = DeliveryChange()
        change.receipt = settlement.receipt.map { .init(message: settlement.item.message, text: $0) }
        change.decision = record(ofDelivery: settlement.item)
        try store.commit(change)
    }

    /// The audit of a delivery, which rests on no state; nil for a heartbeat.
    private func record(ofDelivery item: OutboxMessage) -> Decision? {
        guard item.message.kind != .heartbeat else { return nil }
        let attempts = item.delivery.attempts == 1 ? "" : ", at the \(item.delivery.attempts.ordinal) attempt"
        let rest = item.delivery.reason.isEmpty ? "" : ", but \(item.delivery.reason)"
        var decision = Decision(at: clock.wholeSecond, isTick: false)
        decision.audit = [
            AuditEntry(
                at: decision.at, kind: .delivered, incident: item.message.incident,
                text: "\(item.message.key)\(attempts)\(rest)")
        ]
        return decision
    }

    // MARK: - For people

    /// The messages that wait on each channel, and why.
    package func backlog() throws -> [String] {
        try store.backlog().map { waiting in
            let name = waiting.channel
            let isUnset = known.contains(name) && channels[name] == nil
            let reason = isUnset ? "a setting of it is absent" : waiting.reason ?? "not tried yet"
            let next = waiting.next.map { ", next try \(decider.text(of: $0))" } ?? ""
            let verb = waiting.count == 1 ? "waits" : "wait"
            return "\(waiting.count.counted("message")) to \(name) \(verb): \(reason)\(next)"
        }
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
