import Alerting
import Application
import Core
import Foundation
import Testing

@Suite("A policy that changes")
struct PolicyChangeTests {
    private let outage: Outage

    /// An alert that fires since 12 June.
    init() async throws {
        outage = try Outage()
        try outage.feed(through: 10)
        try await outage.tick(at: "2026-06-11T08:00:00Z")
        #expect(try await outage.tick(at: "2026-06-12T08:00:00Z").map(\.summary) == ["fire out"])
    }

    private func change(_ old: String, to new: String) throws {
        #expect(Outage.rules.contains(old))
        try outage.write(Outage.rules.replacingOccurrences(of: old, with: new))
    }

    @Test("is a row of the audit with what changed, at the first tick that sees it")
    func audited() async throws {
        try change("above 0, owner: a", to: "above 9, owner: b")
        try await outage.tick(at: "2026-06-12T09:00:00Z")
        try await outage.tick(at: "2026-06-13T08:00:00Z")
        let rows = try await outage.audit().filter { $0.hasPrefix("policy changed: ") }
        #expect(rows == ["policy changed: checks.fresh: critical: above 0 → above 9; owner: a → b"])
    }

    @Test("and a raised limit is why an alert ends that it ends")
    func raised() async throws {
        try change("above 0", to: "above 9")
        let message = try #require(try await outage.tick(at: "2026-06-12T09:00:00Z").first)
        #expect(message.summary == "resolve out")
        #expect(
            message.content.why
                == "all alerts have resolved; the rule of fresh has changed: critical: above 0 → above 9")
        let audit = try await outage.audit()
        #expect(
            audit.contains {
                $0.hasPrefix("alert resolved: recovered: ")
                    && $0.hasSuffix("; the rule has changed: critical: above 0 → above 9")
            })
    }

    @Test("an alert that breaches the changed rule, too, ends later for another reason")
    func stillBreached() async throws {
        try outage.feed(through: 10)
        try change("critical: above 0, owner", to: "warning: above 0, critical: above 0.5, owner")
        #expect(try await outage.tick(at: "2026-06-12T09:00:00Z") == [])
        try outage.feed(through: 12)
        let message = try #require(try await outage.tick(at: "2026-06-13T08:00:00Z").first { $0.kind == .resolve })
        #expect(message.content.why == "all alerts have resolved")
    }

    @Test("tells nothing that may be a secret")
    func secrets() async throws {
        try change("chief: {stdout: {}}", to: "chief: {slack: {webhook: \"https://hooks.example/T0PSECRET\"}}")
        try await outage.tick(at: "2026-06-13T08:00:00Z")
        let rows = try await outage.audit().filter { $0.hasPrefix("policy changed: ") }
        #expect(rows == ["policy changed: channels.chief: changed"])
        let names = try FileManager.default.contentsOfDirectory(atPath: outage.store.path)
        #expect(names.contains("bellwether.sqlite"))
        for name in names {
            let bytes = try Data(contentsOf: outage.store.appending(path: name))
            #expect(bytes.range(of: Data("T0PSECRET".utf8)) == nil, "\(name)")
        }
    }
}
