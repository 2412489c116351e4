import Alerting
import Core
import Foundation
import Testing

@Suite("What becomes of attempts")
struct DeliveryRulesTests {
    private static let start = Date(timeIntervalSince1970: 1_700_000_000)
    private static let hour: TimeInterval = 3_600

    private static let message = OutboxMessage(
        Message(
            incident: "a", channel: "chat", kind: .fire, sequence: 1, teams: ["t"], at: start, severity: .warning,
            content: .init(headline: "h", why: "w", openedAt: start, alerts: [], owners: ["t"], firstStep: "Look")),
        state: .pending)

    /// An attempt that fails at some hours after the first.
    private static func failed(_ item: OutboxMessage, at hours: Double) -> OutboxMessage {
        let now = start + hours * hour
        return DeliveryRules.settle(
            DeliveryRules.leased(item, at: now), after: Outcome(.again, reason: "refused"), at: now
        ).item
    }

    private static func failed(at hours: [Double]) -> OutboxMessage { hours.reduce(message) { failed($0, at: $1) } }

    @Test("what was refused on Wednesday is not given up on Sunday, when the machine was off in between")
    func machineOff() {
        #expect(Self.failed(at: [0, 0.01, 96]).state == .pending)
        // A day counts for the gap, then two more days of attempts are needed.
        let sunday = (0..<12).map { 96 + Double($0) / 4 }
        #expect(Self.failed(at: [0, 0.01] + sunday).state == .pending)
        let more = stride(from: 96.0, through: 145, by: 1)
        #expect(Self.failed(at: [0, 0.01] + more).state == .dead)
    }

    @Test("a daily job gives up after days, and not before it has tried often enough")
    func daily() {
        let attempts = (0..<6).map { Double($0) * 24 }
        #expect(Self.failed(at: Array(attempts.prefix(5))).state == .pending)
        let dead = Self.failed(at: attempts)
        #expect(dead.state == .dead && dead.delivery.reason == "given up after 72 hours: refused")
    }

    @Test("an attempt that ends the process five times in a row is a dead letter; one that did not, begins anew")
    func abandoned() {
        var item = Self.message
        for number in 1...5 {
            let now = Self.start + Double(number) * Self.hour
            item = DeliveryRules.abandoned(DeliveryRules.leased(item, at: now), at: now).item
            #expect(item.state == (number < 5 ? .pending : .dead) && item.delivery.unclearSince == now)
            if number == 4 {
                let other = Self.failed(item, at: 4)
                #expect(other.state == .pending && other.delivery.abandonments == 0)
            }
        }
        #expect(item.delivery.reason.contains("5 times the process ended"))
    }
}
