import Alerting
import Core
import Delivery
import Foundation
import PolicyFile
import Storage
import Synchronization
import TestSupport
import Testing
import TradingCalendar

@Suite("Delivery")
struct OutboxRelayTests {
    @Test("messages of an incident arrive in their order, and of two incidents each in its own")
    func order() async throws {
        let post = try Post()
        try post.write("a", ["fire", "update", "resolve"])
        try post.write("b", ["fire", "resolve"])
        let report = try await post.deliver()
        #expect(post.told == ["a fire 1", "a update 2", "a resolve 3", "b fire 1", "b resolve 2"])
        #expect(report.settled.count == 5 && report.dead.isEmpty)
        #expect(try await post.relay.backlog().isEmpty)
        #expect(
            try post.store.outbox([.delivered]).allSatisfy { $0.delivery.attempts == 1 && $0.delivery.leasedAt == nil })
    }

    @Test("what is refused for now holds back its own incident, and no other")
    func holdsBack() async throws {
        let post = try Post { $0 == "a fire 1" ? [.http(status: 503, body: Data("busy".utf8), retryAfter: nil)] : [] }
        try post.write("a", ["fire", "update"])
        try post.write("b", ["fire"])
        _ = try await post.deliver(patience: 0)
        #expect(post.told == ["a fire 1", "b fire 1"])
        let backlog = try await post.relay.backlog()
        #expect(backlog.count == 1 && backlog[0].contains("HTTP 503: busy"))
        _ = try await post.deliver(patience: 60)
        #expect(post.told == ["a fire 1", "b fire 1", "a fire 1", "a update 2"])
        let first = try #require(try post.store.outbox([.delivered]).first)
        let delay = DeliveryRules.delay(first.message.key, attempts: 1)
        #expect(first.delivery.attempts == 2 && post.times[2].timeIntervalSince(post.times[0]) > delay - 0.001)
    }

    @Test("Retry-After holds the whole channel, and is waited for to the second")
    func retryAfter() async throws {
        let post = try Post { $0 == "a fire 1" ? [.http(status: 429, body: Data(), retryAfter: Post.start + 90)] : [] }
        try post.write("a", ["fire"])
        try post.write("b", ["fire"])
        _ = try await post.deliver(patience: 3_600)
        #expect(post.told == ["a fire 1", "a fire 1", "b fire 1"])
        #expect(post.times[1] == Post.start + 90)
    }

    @Test("a receiver that is down for two hours gets everything, in order, within five minutes of its return")
    func downForTwoHours() async throws {
        let post = try Post()
        post.isDown { $0 < Post.start + 7_200 }
        try post.write("a", ["fire", "update", "resolve"])
        try post.write("b", ["fire", "update"])
        _ = try await post.deliver(patience: 10_000)
        #expect(post.taken.count == 5 && post.isInOrder)
        #expect(try post.store.outbox([.delivered]).count == 5)
        #expect(try #require(post.times.last) < Post.start + 7_200 + 2 * 300)
        // Not more than is needed: the delay grows to five minutes.
        #expect(post.times.count < 2 * 40)
    }

    @Test("three days without an answer are enough")
    func givesUp() async throws {
        let post = try Post(fallback: true)
        post.isDown { _ in true }
        try post.write("a", ["fire", "resolve"])
        let report = try await post.deliver(patience: 4 * 86_400)
        let dead = try #require(try post.store.outbox([.dead]).first)
        #expect(dead.message.kind == .fire && dead.delivery.reason.hasPrefix("given up after 72 hours: no connection"))
        #expect(report.dead.count == 1)
        #expect(try post.store.outbox([.dropped]).map(\.message.kind) == [.resolve])
    }

    @Test("a dead letter is told on the fallback channel, and its resolve there; nothing follows where it died")
    func deadLetter() async throws {
        let post = try Post(fallback: true) {
            $0 == "a fire 1" ? [.http(status: 404, body: Data("no_service".utf8), retryAfter: nil)] : []
        }
        try post.tick([true])
        _ = try await post.deliver()
        #expect(post.told == ["a fire 1", "a fire 1 on spare"])
        let told = try #require(try post.store.outbox([.delivered]).first)
        #expect(
            told.message.content.why == "chat could not be told: HTTP 404: no_service" && told.message.teams == ["t"])
        try post.tick([false])
        _ = try await post.deliver()
        #expect(post.told == ["a fire 1", "a fire 1 on spare", "a resolve 2 on spare"])
        #expect(try post.store.outbox([.pending]).isEmpty)
        #expect(try post.store.outbox([.dead]).map(\.message.channel) == ["chat"])
    }

    @Test("what gets worse after a dead letter is told on the fallback channel")
    func worseAfterDeath() async throws {
        let post = try Post(fallback: true) {
            $0 == "a fire 1" ? [.http(status: 410, body: Data(), retryAfter: nil)] : []
        }
        try post.tick([true])
        _ = try await post.deliver()
        try post.tick([true, true])
        _ = try await post.deliver()
        // The channel is tried again, and takes it.
        #expect(Set(post.told) == ["a fire 1", "a fire 1 on spare", "a update 2 on spare", "a fire 2"])
        try post.tick([false])
        _ = try await post.deliver()
        #expect(post.told.suffix(2).sorted() == ["a resolve 3", "a resolve 3 on spare"])
        #expect(try post.store.outbox([.dead]).isEmpty)
    }

    @Test("what was not delivered is tried at every tick while the incident is open, and the fallback is told once")
    func triedAgain() async throws {
        let post = try Post(fallback: true) { _ in
            Array(repeating: .http(status: 404, body: Data(), retryAfter: nil), count: 9)
        }
        for _ in 0..<3 {
            try post.tick([true])
            _ = try await post.deliver()
        }
        #expect(
            post.told.sorted() == [
                "a fire 1", "a fire 1 on spare", "a fire 2", "a fire 2 on spare", "a fire 3", "a fire 3 on spare",
            ])
        #expect(try post.store.outbox([.dead]).map(\.message.sequence) == [3, 3])
    }

    @Test("an update that was refused is sent again at the next tick, and the resolve follows")
    func missedUpdate() async throws {
        let post = try Post { $0 == "a update 2" ? [.http(status: 403, body: Data(), retryAfter: nil)] : [] }
        try post.tick([true])
        _ = try await post.deliver()
        try post.tick([true, true])
        _ = try await post.deliver()
        #expect(try post.store.outbox([.dead]).map(\.message.kind) == [.update])
        try post.tick([true, true])
        _ = try await post.deliver()
        #expect(try post.store.outbox([.dead]).isEmpty)
        try post.tick([false])
        _ = try await post.deliver()
        #expect(post.told == ["a fire 1", "a update 2", "a update 3", "a resolve 4"])
    }

    @Test("a fire that a person drops is not tried again")
    func droppedByHand() async throws {
        let post = try Post { _ in [.http(status: 404, body: Data(), retryAfter: nil)] }
        try post.tick([true])
        _ = try await post.deliver()
        let dead = try #require(try post.store.outbox([.dead]).first)
        try post.drop(dead)
        try post.tick([true, true])
        _ = try await post.deliver()
        #expect(post.told == ["a fire 1"])
    }

    @Test("a receiver that keeps us waiting is left alone, and what was not tried comes before what was")
    func hanging() async throws {
        let post = try Post()
        post.isDown { _ in true }
        post.takes(10)
        for incident in ["a", "b", "c"] { try post.write(Character(incident), ["fire"]) }
        _ = try await post.deliver(patience: 0)
        #expect(post.told == ["a fire 1"])
        _ = try await post.deliver(patience: 0)
        #expect(post.told == ["a fire 1"])
        _ = try await post.deliver(patience: 60)
        #expect(post.told == ["a fire 1", "b fire 1", "c fire 1", "a fire 1"])
    }

    @Test("where a process died while it sent, the next one sends that last, and alone")
    func suspects() async throws {
        let post = try Post()
        try post.write("a", ["fire"], channel: "spare")
        try post.write("b", ["fire"])
        try post.write("c", ["fire"])
        for item in try post.store.outbox([.pending])
        where item.message.incident.hasPrefix("a") || item.message.incident.hasPrefix("b") {
            var dying = item
            // The one on the other channel has died more often.
            for number in 0..<(item.message.channel == "spare" ? 3 : 1) {
                dying = DeliveryRules.leased(dying, at: Post.start - 60)
                if number < (item.message.channel == "spare" ? 2 : 0) {
                    dying = DeliveryRules.abandoned(dying, at: Post.start).item
                }
            }
            try post.store.commit(DeliveryChange([.init(item, to: dying)]))
        }
        try await post.relay.recover()
        _ = try await post.deliver()
        #expect(post.told == ["c fire 1", "b fire 1", "a fire 1 on spare"])
    }

    @Test("an attempt during which the process died too often is a dead letter that the fallback is told of")
    func poison() async throws {
        let post = try Post(fallback: true)
        try post.tick([true])
        for number in 1...DeliveryRules.mostAbandonments {
            let item = try #require(try post.store.outbox([.pending]).first)
            try post.store.commit(
                DeliveryChange([.init(item, to: DeliveryRules.leased(item, at: Post.start + Double(number)))]))
            try await post.relay.recover()
        }
        let report = try await post.deliver()
        #expect(report.dead.count == 1 && post.told == ["a fire 1 on spare"])
        #expect(try post.store.outbox([.dead]).map(\.message.channel) == ["chat"])
    }

    @Test("without a fallback, a dead letter is kept and said")
    func noFallback() async throws {
        let post = try Post { _ in [.http(status: 400, body: Data(), retryAfter: nil)] }
        try post.tick([true])
        let report = try await post.deliver()
        #expect(report.dead.count == 1 && report.settled.count == 1)
        #expect(
            try post.store.audit(incident: nil, after: 0, limit: 100).contains {
                $0.entry.text.contains("there is no fallback")
            })
    }

    @Test("a process that died while it sent leaves an attempt whose outcome is not known")
    func abandoned() async throws {
        let post = try Post()
        try post.write("a", ["fire"])
        let item = try #require(try post.store.outbox([.pending]).first)
        try post.store.commit(DeliveryChange([.init(item, to: DeliveryRules.leased(item, at: Post.start - 60))]))
        try await post.relay.recover()
        let found = try #require(try post.store.outbox([.pending]).first)
        #expect(found.delivery.unclearSince == Post.start - 60 && found.delivery.leasedAt == nil)
        _ = try await post.deliver()
        #expect(post.told == ["a fire 1"])
        #expect(try post.store.outbox([.delivered]).map(\.delivery.attempts) == [2])
    }

    @Test("a message that somebody drops while it is sent stays dropped, and the audit knows that it has arrived")
    func droppedMeanwhile() async throws {
        let post = try Post()
        try post.write("a", ["fire"])
        let store = post.store
        post.isDown { now in
            if let item = try? store.outbox([.pending]).first, item.delivery.leasedAt != nil {
                let dropped = DeliveryRules.dropped(item, "by ann", at: now)
                try? store.commit(DeliveryChange([.init(item, to: dropped)]))
            }
            return false
        }
        let report = try await post.deliver()
        #expect(post.taken == ["a fire 1"] && report.settled.isEmpty)
        #expect(try post.store.outbox([.dropped]).map(\.delivery.reason) == ["by ann"])
        let rows = try post.store.audit(incident: nil, after: 0, limit: 100)
        #expect(rows.map(\.entry.kind).last == .delivered)
    }

    @Test("of heartbeats that wait only the newest is sent")
    func heartbeats() async throws {
        let post = try Post()
        try post.beat(1)
        try post.beat(2)
        try post.beat(3)
        _ = try await post.deliver()
        #expect(post.told == ["d heartbeat 3"])
        #expect(
            try post.store.outbox([.dropped]).map(\.delivery.reason) == [
                "a newer heartbeat is sent", "a newer heartbeat is sent",
            ])
    }

    @Test("messages to a channel whose secret is absent are left, and those to one that is gone are dead letters")
    func absentChannels() async throws {
        let post = try Post(hasChat: false)
        try post.write("a", ["fire"])
        try post.write("b", ["fire"], channel: "gone")
        _ = try await post.deliver()
        #expect(try post.store.outbox([.pending]).map(\.message.channel) == ["chat"])
        #expect(try post.store.outbox([.dead]).map(\.delivery.reason) == ["the policy has no channel of that name"])
        #expect(try await post.relay.backlog() == ["1 message to chat waits: a setting of it is absent"])
    }
}
