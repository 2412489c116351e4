import Alerting
import Core
import Foundation
import Logging
import Storage

/// One message.
extension OutboxRelay {
    /// - Returns: whether this process can send nothing more on that channel.
    func send(_ item: OutboxMessage, adding report: inout Report) async throws -> Bool {
        let began = clock.now()
        let leased = DeliveryRules.leased(item, at: began)
        do {
            try store.commit(DeliveryChange([.init(item, to: leased)]))
        } catch StoreError.messageChanged {
            // It was requeued or dropped just now; the next round sees it as it is.
            return false
        }
        Checkpoint.reached("lease.done")
        var (outcome, place) = await attempt(item)
        Checkpoint.reached("send.done")
        if outcome.kind == .again, outcome.isPartial, try isFollowed(item.message) {
            // Those who have it do not wait for those who have not: the next message goes to all of them.
            outcome.kind = .delivered
        }
        restIfSlow(outcome, on: item.message.channel, since: began)
        let settlement = DeliveryRules.settle(leased, after: outcome, at: clock.now())
        do {
            try retrying {
                var change = try change(for: settlement, of: leased)
                change.destination = destination(of: settlement.item, at: place)
                try store.commit(change)
            }
        } catch StoreError.messageChanged {
            try recordOverruled(settlement)
            return outcome.isLocalFailure
        }
        Checkpoint.reached("mark.done")
        note(settlement.item)
        self.report(settlement.item, in: &report)
        for words in settlement.lost { report.dead.append("dead letter: \(item.message.key): \(words)") }
        if settlement.item.state == .delivered { delivered.insert(item.message.key) }
        return outcome.isLocalFailure
    }

    /// True if another message about the same incident waits behind it.
    private func isFollowed(_ message: Message) throws -> Bool {
        try store.outbox(OutboxQuery(incidents: [message.incident], states: [.pending], channel: message.channel))
            .contains { $0.message.key != message.key }
    }

    /// Adds a message that is settled.
    func report(_ item: OutboxMessage, in report: inout Report) {
        if item.state != .pending { report.settled.append(item.message.key) }
        if item.state == .dead { report.dead.append("dead letter: \(item.message.key): \(item.delivery.reason)") }
    }

    /// Logs what became of an attempt.
    func note(_ item: OutboxMessage) {
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

    /// - Returns: the outcome without secrets, and where it was sent.
    func attempt(_ item: OutboxMessage) async -> (Outcome, ChannelDestination?) {
        let message = item.message
        do {
            let place = try place(of: message)
            let receipt = try store.receipt(incident: message.incident, channel: message.channel)
            let sequence = place.channel.sequence(
                decider.rendered(message), after: item.delivery, receipt: receipt, at: clock.now())
            var outcome = await transport.attempt(sequence)
            outcome.reason = publishable(outcome.reason, from: place)
            outcome.lost = outcome.lost.map { publishable($0, from: place) }
            return (outcome, place.channel.destination)
        } catch let nowhere as NoPlace {
            return (Outcome(.refused, reason: nowhere.reason.shortened(to: Outcome.maximumReasonLength)), nil)
        } catch {
            return (Outcome(.again, reason: "the store cannot be read: \(error)"), nil)
        }
    }

    /// A text of a receiver without secrets. They are hidden before the text is cut: half a secret is one too.
    private func publishable(_ text: String, from place: Place) -> String {
        redactor.redacted(place.redactor.redacted(text)).shortened(to: Outcome.maximumReasonLength)
    }

    /// Messages after a fire go where the fire went.
    private func destination(of item: OutboxMessage, at place: ChannelDestination?) -> DeliveryChange.Destination? {
        guard item.state == .delivered, item.message.kind == .fire, let place else { return nil }
        return .init(message: item.message, place: place)
    }

    /// - Parameter leased: the message as it was while it was sent.
    func change(for settlement: DeliveryRules.Settlement, of leased: OutboxMessage) throws -> DeliveryChange {
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

    /// The decision that follows from recipients who will never get a message that others have.
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
}
