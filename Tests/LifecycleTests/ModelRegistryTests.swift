import Core
import Foundation
import Lifecycle
import Testing
import TradingCalendar

@Suite("The model registry")
struct ModelRegistryTests {
    private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    private func version(_ id: String, refit: String) throws -> RegisteredVersion {
        let refit = try day(refit)
        return RegisteredVersion(
            id: id, recipe: "market-ridge", refit: refit, trainedAt: Date(timeIntervalSince1970: 0),
            training: .init(first: refit.advanced(by: -9), last: refit.advanced(by: -1), count: 9), gated: nil)
    }

    private func promotion(
        _ version: String, from: String, by promoter: Promotion.Promoter = .person("ann")
    ) throws -> Promotion {
        Promotion(
            version: version, from: try day(from), at: Date(timeIntervalSince1970: 60), by: promoter, reason: "r")
    }

    private func champions(_ registry: ModelRegistry, _ days: String...) throws -> [String?] {
        try days.map { registry.champion(at: try day($0))?.id }
    }

    private func schedule() throws -> ModelRegistry {
        ModelRegistry(
            scheduled: try [("a", "2024-01-02"), ("b", "2024-02-01"), ("c", "2024-03-01"), ("d", "2024-04-01")].map {
                try version($0.0, refit: $0.1)
            })
    }

    @Test("the champion is the version of the last promotion that has begun; before the first there is none")
    func champion() throws {
        let registry = try ModelRegistry(
            versions: [version("a", refit: "2024-01-02"), version("b", refit: "2024-02-01")],
            promotions: [
                promotion("a", from: "2024-01-02"), promotion("b", from: "2024-02-01"),
                promotion("a", from: "2024-02-15"),
            ])
        #expect(try champions(registry, "2024-01-01", "2024-01-02", "2024-01-31") == [nil, "a", "a"])
        #expect(
            try champions(registry, "2024-02-01", "2024-02-14", "2024-02-15", "2030-01-01") == ["b", "b", "a", "a"])
        #expect(ModelRegistry().champion(at: try day("2024-02-01")) == nil)
    }

    @Test("of two promotions that begin at one session the later record counts, and both are kept")
    func sameSession() throws {
        let registry = try ModelRegistry(
            versions: [version("a", refit: "2024-01-02"), version("b", refit: "2024-02-01")],
            promotions: [promotion("b", from: "2024-02-01"), promotion("a", from: "2024-02-01")])
        #expect(try champions(registry, "2024-01-31", "2024-02-01") == [nil, "a"])
        #expect(registry.promotions.count == 2 && registry.terms.count == 1)
    }

    @Test("a promotion names a known version, and none begins before the last; what is refused leaves nothing")
    func faults() throws {
        var registry = try ModelRegistry(
            versions: [version("a", refit: "2024-01-02")], promotions: [promotion("a", from: "2024-01-02")])
        let before = registry
        let artifacts = VersionArtifacts(served: "{}", gated: nil)
        let repeated = RegistryChange(versions: [.init(try version("a", refit: "2024-03-01"), artifacts)])
        #expect(throws: ModelRegistry.Fault.knownVersion("a")) { try registry.apply(repeated) }
        let unknown = RegistryChange(promotions: [try promotion("b", from: "2024-02-01")])
        #expect(throws: ModelRegistry.Fault.unknownVersion("b")) { try registry.apply(unknown) }
        let early = try promotion("b", from: "2024-01-01")
        let backwards = RegistryChange(
            versions: [.init(try version("b", refit: "2024-01-01"), artifacts)], promotions: [early])
        #expect(throws: ModelRegistry.Fault.beforeTheLast(early, last: try day("2024-01-02"))) {
            try registry.apply(backwards)
        }
        #expect(registry == before)
        try registry.apply(RegistryChange(versions: backwards.versions))
        #expect(registry.versions.map(\.id) == ["a", "b"] && registry.terms == before.terms)
    }

    @Test("the schedule alone promotes every version at its refit")
    func scheduled() throws {
        let registry = try schedule()
        #expect(try champions(registry, "2024-01-01", "2024-01-31", "2024-02-01") == [nil, "a", "b"])
        #expect(registry.promotions.allSatisfy { $0.by == .schedule })
        #expect(try ModelRegistry(versions: registry.versions, promotions: registry.promotions) == registry)
    }

    @Test("nothing recorded leaves the schedule; a record of what the schedule promotes changes nothing")
    func completedByTheSame() throws {
        let schedule = try schedule()
        #expect(ModelRegistry().completed(by: schedule) == schedule)
        let recorded = try ModelRegistry(
            versions: [version("b", refit: "2024-02-01"), version("c", refit: "2024-03-01")],
            promotions: [
                promotion("b", from: "2024-02-01", by: .schedule), promotion("c", from: "2024-03-01", by: .schedule),
            ])
        #expect(recorded.completed(by: schedule).terms == schedule.terms)
    }

    @Test("a person's promotion is in force up to the next refit, also where it begins at a refit")
    func person() throws {
        let schedule = try schedule()
        let recorded = try ModelRegistry(
            versions: [version("a", refit: "2024-01-02"), version("b", refit: "2024-02-01")],
            promotions: [promotion("b", from: "2024-02-01", by: .schedule), promotion("a", from: "2024-02-15")])
        let whole = recorded.completed(by: schedule)
        #expect(
            try champions(whole, "2024-01-15", "2024-02-14", "2024-02-15", "2024-02-29", "2024-03-01", "2024-04-01")
                == ["a", "b", "a", "a", "c", "d"])
        #expect(whole.versions.map(\.id) == ["a", "b", "c", "d"] && whole.promotions.count == 5)
        let atRefit = try ModelRegistry(
            versions: [version("a", refit: "2024-01-02")], promotions: [promotion("a", from: "2024-03-01")])
        #expect(
            try champions(atRefit.completed(by: schedule), "2024-02-29", "2024-03-01", "2024-03-28", "2024-04-01")
                == ["b", "a", "a", "d"])
    }

    @Test("where a record and the present schedule disagree the record holds")
    func disagreement() throws {
        let recorded = try ModelRegistry(
            versions: [version("old", refit: "2024-02-01")],
            promotions: [promotion("old", from: "2024-02-01", by: .schedule)])
        let whole = recorded.completed(by: try schedule())
        #expect(try champions(whole, "2024-01-31", "2024-02-01", "2024-03-01") == ["a", "old", "c"])
        #expect(!whole.versions.contains { $0.id == "b" })
    }

    @Test("the row of the audit begins with the version")
    func audit() throws {
        let entry = try promotion("sha256:ab", from: "2024-02-01", by: .schedule).auditEntry
        #expect(entry.kind == .promotion && entry.at == Date(timeIntervalSince1970: 60))
        #expect(entry.text == "sha256:ab serves from 2024-02-01 on, by the schedule: r")
    }
}
