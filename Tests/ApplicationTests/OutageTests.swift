import Alerting
import Application
import Core
import Foundation
import Testing
import TradingCalendar

@Suite("After an outage")
struct OutageTests {
    private let outage: Outage

    /// A tick on 11 June, and none before that of the 20th.
    init() async throws {
        outage = try Outage()
        try outage.feed(through: 10)
        #expect(try await outage.tick(at: "2026-06-11T08:00:00Z") == [])
    }

    @Test("what began and ended meanwhile is in the record and not sent, unless all is asked for")
    func over() async throws {
        try outage.feed(through: 19, blank: 12...13)
        #expect(try await outage.tick(at: "2026-06-20T08:00:00Z") == [])
        let audit = try await outage.audit()
        for kind in ["fired: ", "not told: ", "alert resolved: ", "resolved: "] {
            #expect(audit.contains { $0.hasPrefix(kind) }, "\(kind)")
        }
        #expect(audit.count { $0.hasPrefix("tick: ") } == 10)
        #expect(try await outage.problems() == [])
        let other = try Outage()
        try other.feed(through: 10)
        try await other.tick(at: "2026-06-11T08:00:00Z")
        try other.feed(through: 19, blank: 12...13)
        // As escalation is due after one session, the boss is told of what is over the next day.
        #expect(
            try await other.tick(at: "2026-06-20T08:00:00Z", .all).map(\.summary)
                == ["fire out", "fire boss", "resolve boss", "resolve out"])
    }

    @Test("what is still so is sent once, as it is now, and nobody else is woken before somebody could have answered")
    func standing() async throws {
        let messages = try await outage.tick(at: "2026-06-20T08:00:00Z")
        #expect(messages.map(\.summary) == ["fire out"])
        let line = try #require(messages.first?.content.alerts.first)
        // Rows of 11 to 19 June.
        #expect(line.reason == "9 sessions behind: above 0")
        #expect(Timestamp.text(line.since) == "2026-06-11T23:59:00Z")
        #expect(try await outage.tick(at: "2026-06-20T09:00:00Z") == [])
        #expect(try await outage.tick(at: "2026-06-21T08:00:00Z").map(\.summary) == ["fire boss"])
        #expect(try await outage.tick(at: "2026-06-22T08:00:00Z").map(\.summary) == ["fire chief"])
    }

    @Test("silent sends nothing of what began meanwhile, and escalates nothing that nobody knows of")
    func silent() async throws {
        #expect(try await outage.tick(at: "2026-06-20T08:00:00Z", .silent) == [])
        #expect(try await outage.tick(at: "2026-06-22T08:00:00Z") == [])
        // Another alert is new, and is told with the escalation that belongs to it.
        try outage.feed(through: 22, blank: 22...22)
        #expect(try await outage.tick(at: "2026-06-23T08:00:00Z").map(\.summary) == ["fire out"])
        #expect(try await outage.tick(at: "2026-06-24T08:00:00Z").map(\.summary) == ["fire boss"])
    }

    @Test(
        "who was told before is told that it is over, however the instants are caught up", arguments: CatchUp.allCases)
    func toldBefore(_ catchUp: CatchUp) async throws {
        #expect(try await outage.tick(at: "2026-06-12T08:00:00Z").map(\.summary) == ["fire out"])
        try outage.feed(through: 19)
        #expect(try await outage.tick(at: "2026-06-20T08:00:00Z", catchUp).map(\.summary) == ["resolve out"])
        #expect(try await outage.problems() == [])
    }

    @Test("of steps of escalation that became due meanwhile only the first is done")
    func oneStep() async throws {
        #expect(try await outage.tick(at: "2026-06-12T08:00:00Z").map(\.summary) == ["fire out"])
        #expect(try await outage.tick(at: "2026-06-20T08:00:00Z").map(\.summary) == ["fire boss"])
        #expect(try await outage.tick(at: "2026-06-21T08:00:00Z") == [])
        #expect(try await outage.tick(at: "2026-06-22T08:00:00Z").map(\.summary) == ["fire chief"])
    }

    @Test("a resolve says how it was, how it is now, and how long it lasted")
    func figures() async throws {
        try await outage.tick(at: "2026-06-12T08:00:00Z")
        try outage.feed(through: 14)
        let message = try #require(try await outage.tick(at: "2026-06-15T08:00:00Z").first)
        let line = try #require(message.content.alerts.first)
        #expect(line.reason == "1 session behind: above 0")
        #expect(line.now == "0 sessions behind: not above 0")
        let text = try await outage.at("2026-06-15T08:00:00Z") { $0.text(of: message) }
        // Since 11 June 23:59; the row of the 12th was there when that was judged at 23:59.
        #expect(text.contains("now: 0 sessions behind: not above 0; lasted 24 hours"), "\(text)")
    }

    @Test("a person who silenced it hears the present figures when the silence ends")
    func silenced() async throws {
        let request = try SilenceRequest(
            matchers: [.check: Parameter("--check", "fresh")], reason: Parameter("--reason", "known"),
            duration: Parameter("--for", "3 sessions"), until: nil)
        try await outage.at("2026-06-11T08:00:00Z") { try await $0.perform(.silence(request), by: "ann") }
        // It begins on the 11th, and holds until a second after the 13th is due.
        for day in 12...14 { #expect(try await outage.tick(at: "2026-06-\(day)T08:00:00Z") == []) }
        let message = try #require(try await outage.tick(at: "2026-06-15T08:00:00Z").first)
        // Rows of 11 to 14 June.
        #expect(message.content.alerts.map(\.reason) == ["4 sessions behind: above 0"])
    }
}
