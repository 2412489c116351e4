import Core
import Foundation
import Lifecycle
import Testing

@Suite("Freezes")
struct FreezeTests {
    private let start = Date(timeIntervalSince1970: 1_600_000_000)
    private func at(_ hours: Double) -> Date { start.addingTimeInterval(3_600 * hours) }

    private func frozen(_ until: Double = 100, by author: String = "ann", incident: String? = nil) throws -> Freeze {
        let change = try FreezeRules([], at: at(0)).freeze(
            .promotion, reason: "r", by: author, incident: incident, until: at(until))
        return try #require(change.freezes.first)
    }

    @Test("a freeze is in force from its beginning until before its end, and ends by itself")
    func lease() throws {
        let freeze = try frozen()
        #expect(!freeze.isInForce(at: at(-0.1)) && freeze.isInForce(at: at(0)) && freeze.isInForce(at: at(99.9)))
        #expect(!freeze.isInForce(at: at(100)))
        #expect(FreezeRules([freeze], at: at(100)).inForce.isEmpty)
    }

    @Test("freezing again renews one's own, and never ends it earlier")
    func renewal() throws {
        let freeze = try frozen()
        let longer = try FreezeRules([freeze], at: at(50)).freeze(
            .promotion, reason: "still", by: "ann", incident: nil, until: at(150))
        #expect(longer.freezes.map(\.id) == [freeze.id])
        #expect(longer.freezes[0].until == at(150) && longer.freezes[0].reason == "still")
        #expect(longer.audit.map(\.kind) == [.freezeRenewed])
        let shorter = try FreezeRules([freeze], at: at(50)).freeze(
            .promotion, reason: "r", by: "ann", incident: nil, until: at(60))
        #expect(shorter.freezes[0].until == at(100))
    }

    @Test("another author, another incident, another scope, or one that is over begin their own")
    func others() throws {
        let freeze = try frozen()
        func begun(_ scope: Freeze.Scope, _ author: String, _ incident: String?, at hours: Double = 1) throws -> String
        {
            let change = try FreezeRules([freeze], at: at(hours)).freeze(
                scope, reason: "r", by: author, incident: incident, until: at(hours + 50))
            #expect(change.audit.map(\.kind) == [.frozen])
            return change.freezes[0].id
        }
        let ids = try [
            begun(.promotion, "bob", nil), begun(.promotion, "ann", "i1"), begun(.all, "ann", nil),
            begun(.promotion, "ann", nil, at: 101),
        ]
        #expect(Set(ids + [freeze.id]).count == 5)
    }

    @Test("the freeze of an incident is renewed by whoever runs its step again")
    func incident() throws {
        let freeze = try frozen(by: "ann", incident: "i1")
        let again = try FreezeRules([freeze], at: at(10)).freeze(
            .promotion, reason: "r", by: "bob", incident: "i1", until: at(200))
        #expect(again.freezes.map(\.id) == [freeze.id] && again.freezes[0].until == at(200))
    }

    @Test("lifting takes all that are in force, or the one that is named; nothing to lift is refused")
    func lift() throws {
        let one = try frozen()
        let two = try frozen(by: "bob")
        let rules = FreezeRules([one, two], at: at(5))
        let all = try rules.lift(nil, by: "cem", reason: "no drift")
        #expect(Set(all.freezes.map(\.id)) == [one.id, two.id])
        #expect(all.freezes.allSatisfy { $0.lift == .init(by: "cem", at: at(5), reason: "no drift") })
        #expect(all.freezes.allSatisfy { !$0.isInForce(at: at(6)) })
        #expect(try rules.lift(String(one.id.prefix(6)), by: "cem", reason: "r").freezes.map(\.id) == [one.id])
        #expect(throws: Refusal("no freeze zzz is in force")) { try rules.lift("zzz", by: "cem", reason: "r") }
        #expect(throws: Refusal("nothing is frozen")) {
            try FreezeRules(all.freezes, at: at(6)).lift(nil, by: "cem", reason: "r")
        }
    }

    @Test("two freezes of one instant, one of them lifted, have two names")
    func names() throws {
        let one = try frozen()
        let lifted = try FreezeRules([one], at: at(0)).lift(nil, by: "ann", reason: "r").freezes
        let two = try FreezeRules(lifted, at: at(0)).freeze(
            .promotion, reason: "r", by: "ann", incident: nil, until: at(100))
        #expect(two.freezes[0].id != one.id)
    }
}
