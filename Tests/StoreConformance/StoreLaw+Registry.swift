import Alerting
import Core
import Foundation
import Lifecycle
import Storage
import Testing
import TradingCalendar

// Versions and promotions, in every store.
extension StoreLaw {
    func version(_ served: String, gated: String?) throws -> RegistryChange.NewVersion {
        let version = RegisteredVersion(
            id: Digest.sha256(served).description, recipe: "market-ridge", refit: try day("2023-11-01"),
            trainedAt: at(-240), training: .init(first: try day("2020-10-28"), last: try day("2023-10-31"), count: 756),
            gated: gated.map { Digest.sha256($0).description })
        return .init(version, VersionArtifacts(served: served, gated: gated))
    }

    func promotion(
        _ new: RegistryChange.NewVersion, _ from: String, by promoter: Promotion.Promoter, _ hours: Int
    ) throws -> Promotion {
        Promotion(version: new.version.id, from: try day(from), at: at(hours), by: promoter, reason: "ümlaut: \(hours)")
    }

    func registry(_ open: () throws -> any MonitorStore) throws {
        var store = try open()
        #expect(try store.registry() == ModelRegistry() && store.promotionCount() == 0)
        func commit(_ change: RegistryChange, _ hours: Int, observations: [Observation] = []) throws {
            let decision = tick(hours) { $0.audit = change.promotions.map(\.auditEntry) }
            try store.commit(decision, observations: observations, registry: change, mode: .live)
        }
        let (a, b) = (try version("{\"a\":\"ü\"}", gated: "{}"), try version("{\"b\":0.1}", gated: nil))
        let first = RegistryChange(versions: [a], promotions: [try promotion(a, "2023-11-01", by: .schedule, 0)])
        try commit(first, 0)
        let second = RegistryChange(
            versions: [b],
            promotions: [
                try promotion(b, "2023-11-15", by: .schedule, 1), try promotion(a, "2023-11-15", by: .person("ann"), 1),
            ])
        try commit(second, 1)
        store = InMemoryStore(deployment: "none")
        store = try open()
        let known = try store.registry()
        #expect(known.versions == [a.version, b.version] && known.promotions == first.promotions + second.promotions)
        #expect(try known.champion(at: day("2023-11-14")) == a.version && store.promotionCount() == 3)
        #expect(try known.champion(at: day("2023-11-15")) == a.version)
        #expect(try store.artifacts(ofVersion: a.version.id) == a.artifacts)
        #expect(try store.artifacts(ofVersion: b.version.id) == b.artifacts)
        #expect(try store.artifacts(ofVersion: "sha256:") == nil)
        // A promotion that cannot follow is refused as a whole, with everything of its decision.
        let stranger = try version("{\"c\":1}", gated: nil)
        let refused = [
            RegistryChange(versions: [stranger, a]),
            RegistryChange(promotions: [try promotion(stranger, "2023-12-01", by: .schedule, 2)]),
            RegistryChange(versions: [stranger], promotions: [try promotion(b, "2023-11-14", by: .schedule, 2)]),
        ]
        for change in refused {
            #expect(throws: (any Error).self) {
                try commit(change, 2, observations: [try observation("2023-11-14", 2, 1)])
            }
        }
        #expect(try store.registry() == known && store.artifacts(ofVersion: stranger.version.id) == nil)
        #expect(try store.state().lastInstant == at(1) && store.audit(incident: nil, after: 0, limit: 9).count == 3)
        #expect(
            try store.observations(
                of: StoreLaw.key, about: day("2023-11-14")...day("2023-11-14"), asOf: at(9)
            ).isEmpty)
        // A version may be recorded before it is promoted.
        try commit(RegistryChange(versions: [stranger]), 3)
        #expect(try store.registry().versions.count == 3 && store.promotionCount() == 3)
    }
}
