import Core
import Foundation
import Lifecycle
import Modeling
import TradingCalendar

extension BuiltInHistory {
    /// The same where promotions are recorded: they say what served.
    /// - Parameter artifacts: the documents of a version, by its id; nil where they are not stored.
    /// - Returns: nil where that is what serves already.
    func serving(
        _ recorded: ModelRegistry, artifacts: (String) throws -> VersionArtifacts?
    ) throws -> BuiltInHistory? {
        let registry = recorded.completed(by: monthly.registry)
        let isSame = registry.terms.elementsEqual(services) { $0.from == $1.from && $0.version.id == $1.id }
        guard !isSame else { return nil }
        let trained = Set(monthly.versions.map(\.id))
        var loaded = Dictionary(services.map { ($0.id, $0.version) }) { first, _ in first }
        for term in registry.terms where monthly.rows.due(term.from) <= monthly.end {
            let version = term.version
            guard !trained.contains(version.id), loaded[version.id] == nil else { continue }
            let texts = try artifacts(version.id)
            loaded[version.id] = Result { () throws(Unavailable) in try load(version, texts) }
        }
        return BuiltInHistory(monthly, registry: registry, loaded: loaded, policy: policy)
    }

    private func load(
        _ version: RegisteredVersion, _ texts: VersionArtifacts?
    ) throws(Unavailable) -> ModelVersion {
        guard let texts else { throw Unavailable(reason: "its artifact is not stored") }
        let loaded: ModelVersion
        do {
            loaded = try ModelVersion(
                served: Data(texts.served.utf8), gated: texts.gated.map { Data($0.utf8) },
                rows: monthly.rows.rows(asOf: version.trainedAt))
        } catch {
            throw Unavailable(reason: "what is stored is no artifact")
        }
        guard loaded.id == version.id, loaded.gated?.digest.description == version.gated else {
            throw Unavailable(reason: "its artifact was changed after it was stored")
        }
        let artifact = loaded.served.artifact
        guard artifact.featureNames == MarketFeatures.names, artifact.columns == monthly.settings.columns else {
            let columns = [artifact.columns, monthly.settings.columns].map { $0.joined(separator: ", ") }
            throw Unavailable(
                reason: "it was trained on \(columns[0]), and the policy says \(columns[1])")
        }
        return loaded
    }

    /// Promotions of the schedule that are due and not recorded yet: all since the last record. Of a store that has none
    /// only the one that serves, which begins its record.
    /// - Parameters:
    ///   - recorded: as the store has it.
    ///   - session: the latest that is due.
    ///   - instant: when they are recorded.
    /// - Throws: `EncodingError` where an artifact has no text.
    func due(after recorded: ModelRegistry, at session: Day, _ instant: Date) throws -> RegistryChange {
        let end = monthly.versions.partitioningIndex { $0.refit <= session }
        let last = recorded.terms.last?.from
        let start = last.map { last in monthly.versions.partitioningIndex { $0.refit <= last } } ?? end - 1
        var change = RegistryChange()
        for version in monthly.versions[max(0, min(start, end))..<end] {
            if recorded.version(version.id) == nil {
                change.versions.append(
                    .init(
                        RegisteredVersion(version, trainedAt: monthly.rows.due(version.refit)),
                        VersionArtifacts(
                            served: String(decoding: try version.served.artifact.canonicalText(), as: UTF8.self),
                            gated: try version.gated.map {
                                String(decoding: try $0.artifact.canonicalText(), as: UTF8.self)
                            })))
            }
            change.promotions.append(
                Promotion(
                    version: version.id, from: version.refit, at: instant, by: .schedule,
                    reason: last == nil ? "bootstrap" : "the monthly refit"))
        }
        return change
    }
}
