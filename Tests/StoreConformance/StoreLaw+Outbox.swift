import Alerting
import Core
import Foundation
import Lifecycle
import Storage
import Testing
import TradingCalendar

// Messages on their way, in every store.
extension StoreLaw {
    func outbox(_ open: () throws -> any MonitorStore) throws {
        var store = try open()
        let id = String(repeating: "b", count: 16)
        var first = tick(0)
        first.incidents = [try incident(id)]
        first.messages = [message(id, 1, .fire), message(id, 2)]
        try store.commit(first, mode: .live)
        var second = tick(1)
        second.messages = [message("d", 3, .heartbeat)]
        try store.commit(second, mode: .past)
        #expect(try store.outbox([.pending]).map(\.message.key) == ["\(id)/c/fire/1", "\(id)/c/update/2"])
        #expect(try store.outbox([.pending]).map(\.delivery) == [.init(), .init()])
        #expect(try store.busyChannels() == ["c"])
        var sent = OutboxMessage(message(id, 1, .fire), state: .delivered)
        sent.delivery.attempts = 3
        sent.delivery.firstAttempt = at(10)
        sent.delivery.settledAt = at(20)
        var waiting = OutboxMessage(message(id, 2), state: .pending)
        waiting.delivery.attempts = 1
        waiting.delivery.firstAttempt = at(11)
        waiting.delivery.next = at(12)
        waiting.delivery.leasedAt = at(13)
        waiting.delivery.unclearSince = at(14)
        waiting.delivery.searchedAt = at(15)
        waiting.delivery.reason = "HTTP 503"
        func written(_ item: OutboxMessage) -> OutboxMessage { OutboxMessage(item.message, state: .pending) }
        let stranger = OutboxMessage(message("nobody", 1, .fire), state: .dead)
        #expect(throws: StoreError.messageChanged(key: stranger.message.key)) {
            try store.commit(DeliveryChange([.init(written(sent), to: sent), .init(written(stranger), to: stranger)]))
        }
        var change = DeliveryChange([.init(written(sent), to: sent), .init(written(waiting), to: waiting)])
        change.held = .init(channel: "c", until: at(30))
        change.receipt = .init(message: sent.message, text: "DATA-7")
        var decision = Decision(at: at(1), isTick: false)
        decision.audit = [AuditEntry(at: at(1), kind: .delivered, text: "it")]
        change.decision = decision
        try store.commit(change)
        store = InMemoryStore(deployment: "none")
        store = try open()
        #expect(try store.outbox([.delivered]) == [sent])
        #expect(try store.outbox([.pending]) == [waiting])
        #expect(try store.outbox(OutboxQuery(states: [.pending], channel: "other")).isEmpty)
        #expect(try store.outbox([.withheld]).map(\.message) == [message("d", 3, .heartbeat)])
        #expect(try store.outbox([]).isEmpty)
        #expect(try store.heldUntil(channel: "c") == at(30))
        #expect(try store.heldUntil(channel: "other") == nil)
        #expect(try store.receipt(incident: id, channel: "c") == "DATA-7")
        #expect(try store.receipt(incident: id, channel: "other") == nil)
        #expect(try store.audit(incident: nil, after: 0, limit: 10).map(\.entry.kind) == [.delivered])
        #expect(try store.state().lastInstant == at(1))
    }

    func fate(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        let past = String(repeating: "c", count: 16)
        let present = String(repeating: "d", count: 16)
        let lost = String(repeating: "e", count: 16)
        var first = tick(0)
        first.incidents = [try incident(past)]
        first.messages = [message(past, 1, .fire)]
        try store.commit(first, mode: .past)
        var second = tick(1)
        second.incidents = [try incident(present), try incident(lost)]
        second.messages = [
            message(past, 2), message(present, 1, .fire), message(past, 3, .resolve), message("d", 9, .heartbeat),
            message(lost, 1, .fire),
        ]
        try store.commit(second, mode: .live)
        #expect(
            try store.outbox([.pending]).map(\.message.key) == [
                "\(present)/c/fire/1", "d/c/heartbeat/9", "\(lost)/c/fire/1",
            ])
        #expect(try store.outbox([.withheld]).map(\.message.sequence) == [1, 2, 3])
        try store.commit(DeliveryChange([change(message(lost, 1, .fire), to: .dead)]))
        // A channel that was told is told, whoever's command it comes from.
        var third = tick(2)
        third.messages = [message(present, 2, .resolve), message(lost, 2, .resolve)]
        try store.commit(third, mode: .past)
        #expect(
            try store.outbox([.pending]).map(\.message.key) == [
                "\(present)/c/fire/1", "d/c/heartbeat/9", "\(present)/c/resolve/2",
            ])
        #expect(try store.outbox([.dropped]).map(\.message.key) == ["\(lost)/c/resolve/2"])
    }

    func queue(_ open: () throws -> any MonitorStore) throws {
        let store = try open()
        let ids = ["1", "2", "3"].map { String(repeating: $0, count: 16) }
        var opening = tick(0)
        opening.incidents = try ids.map(incident)
        opening.messages =
            ids.map { message($0, 1, .fire) } + [message(ids[0], 2, .resolve), message("d", 1, .heartbeat)]
            + [message("d", 2, .heartbeat), message("d", 3, .heartbeat)]
        try store.commit(opening, mode: .live)
        func waiting(_ message: Message, until hours: Int?, leased: Bool = false) throws {
            var item = OutboxMessage(message, state: .pending)
            item.delivery.attempts = 1
            item.delivery.firstAttempt = at(0)
            item.delivery.next = hours.map(at)
            item.delivery.leasedAt = leased ? at(0) : nil
            try store.commit(DeliveryChange([.init(OutboxMessage(message, state: .pending), to: item)]))
        }
        func next(_ hours: Int) throws -> String? { try store.nextMessage(channel: "c", at: at(hours))?.message.key }
        #expect(try next(0) == "\(ids[0])/c/fire/1")
        try waiting(message(ids[0], 1, .fire), until: 9)
        try waiting(message(ids[1], 1, .fire), until: 5)
        // The messages behind one that waits, wait.
        #expect(try next(0) == "\(ids[2])/c/fire/1")
        try waiting(message(ids[2], 1, .fire), until: 7)
        #expect(try next(0) == "d/c/heartbeat/1")
        #expect(try store.overtaken(channel: "c").map(\.message.sequence) == [1, 2])
        try waiting(message("d", 1, .heartbeat), until: 8, leased: true)
        #expect(try store.overtaken(channel: "c").map(\.message.sequence) == [2])
        // Nothing is due: the one that is due soonest.
        #expect(try next(0) == "\(ids[1])/c/fire/1")
        // Several are due: the one that was written first.
        #expect(try next(8) == "\(ids[1])/c/fire/1" && next(9) == "\(ids[0])/c/fire/1")
        #expect(try store.nextMessage(channel: "other", at: at(9)) == nil)
        #expect(try store.overtaken(channel: "other").isEmpty)
        let first = try #require(try store.outbox(keys: ["\(ids[0])/c/fire/1"]).first)
        try store.commit(DeliveryChange([.init(first, to: OutboxMessage(first.message, state: .delivered))]))
        #expect(try next(0) == "\(ids[0])/c/resolve/2" && next(9) == "\(ids[1])/c/fire/1")
    }
}
