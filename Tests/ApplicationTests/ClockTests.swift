import Alerting
import Application
import Core
import Foundation
import Reports
import Testing

@Suite("A clock that was ahead")
struct ClockTests {
    private let outage: Outage
    private let reason = "the clock of the host was wrong"

    /// Ticks on 11 June, and then by a clock that is a week ahead.
    init() async throws {
        outage = try Outage()
        try outage.feed(through: 11)
        try await outage.tick(at: "2026-06-11T08:00:00Z")
        try await outage.tick(at: "2026-06-20T08:00:00Z")
    }

    @Test("is noticed by the next tick and by the check of the store, and nothing is decided")
    func noticed() async throws {
        let error = await #expect(throws: (any Error).self) { try await outage.tick(at: "2026-06-13T08:00:00Z") }
        let text = "\(try #require(error))"
        #expect(text.contains("2026-06-19T23:59:00Z, lies 6 days ahead of the clock, 2026-06-13T08:00:00Z"), "\(text)")
        #expect(text.contains("store rewind --reason"))
        #expect(try await outage.problems().contains { $0.contains("ahead of the clock") })
        // A clock that was set back a little is no reason to stop.
        #expect(try await outage.tick(at: "2026-06-19T23:58:00Z") == [])
    }

    @Test("leaves no trace in what is judged once the store was taken back: the same instants are decided again")
    func rewound() async throws {
        let outcome = try await outage.at("2026-06-13T08:00:00Z") { [reason] in
            try await $0.rewind(by: "ann", reason: reason)
        }
        let done = try #require(outcome.done.last)
        #expect(
            done.hasPrefix(
                "clock corrected: from 2026-06-19T23:59:00Z, 6 days ahead of the clock, to 2026-06-12T23:59:00Z; void: "
            ))
        #expect(done.hasSuffix("by ann: \(reason)"))
        #expect(try await outage.problems() == [])
        try outage.feed(through: 13)
        try await outage.tick(at: "2026-06-14T08:00:00Z")
        #expect(try await outage.problems() == [])
        let incidents = try await DeploymentReader(store: outage.store, outage.context).incidents().incidents
        #expect(incidents.map(\.incident.isResolved) == [true])
        // The feed stops, at an instant that was decided before.
        let messages = try await outage.tick(at: "2026-06-16T08:00:00Z")
        #expect(messages.map(\.summary) == ["fire out"])
        #expect(messages.first?.content.alerts.map(\.reason) == ["2 sessions behind: above 0"])
        let audit = try await outage.audit()
        #expect(audit.count { $0.hasPrefix("clock corrected: ") } == 1)
        #expect(try await outage.problems() == [])
    }

    @Test("a store that is not ahead cannot be taken back")
    func refused() async throws {
        await #expect(throws: ApplicationError.self) {
            try await outage.at("2026-06-20T09:00:00Z") { [reason] in try await $0.rewind(by: "ann", reason: reason) }
        }
    }

    @Test("a freeze holds for who asks whether there is one, and after the store was taken back")
    func freezes() async throws {
        let request = try FreezeRequest(
            scope: Parameter("--scope", "all"), reason: Parameter("--reason", "r"), duration: nil)
        _ = try await outage.at("2026-06-13T08:00:00Z") { try await $0.freeze(request, by: "ann") }
        let reader = try DeploymentReader(store: outage.store, outage.context)
        #expect(try await reader.freezes().isFrozen)
        try await outage.at("2026-06-13T08:00:00Z") { [reason] in try await $0.rewind(by: "ann", reason: reason) }
        #expect(try await reader.freezes().isFrozen)
    }
}
