import Checks
import Core
import Foundation
import Lifecycle
import Modeling
import TradingCalendar

/// The versions of a built-in model that its monthly schedule gives, and the rows that they rest on: the same whatever
/// serves.
struct MonthlyVersions: Sendable {
    let rows: MarketRows
    let settings: ModelSettings.BuiltIn
    /// By their refits.
    let versions: [ModelVersion]
    /// Every version, promoted unconditionally.
    let registry: ModelRegistry
    /// Refits that gave no version, with their instants.
    let failures: [LedgerBook.DatedRejection]
    /// The reason why there can be no version; nil where there can.
    let reasonForNoVersion: String?
    let labels: [Label]
    /// The rows that can be trained on, as known at the end.
    let trainable: TrainableRows
    /// The simple forecasts of each session, by it.
    let benchmarks: [Day: ScaleBenchmarks]
    /// Nothing later is known.
    let end: Date

    /// - Parameters:
    ///   - failed: the refits whose rows gave no model.
    ///   - missingColumn: one that the source should have and has not.
    init(
        rows: MarketRows, settings: ModelSettings.BuiltIn, versions: [ModelVersion], failed: [Day],
        missingColumn: String?, through instant: Date
    ) {
        self.rows = rows
        self.settings = settings
        self.versions = versions
        registry = ModelRegistry(scheduled: versions.map { RegisteredVersion($0, trainedAt: rows.due($0.refit)) })
        failures = failed.map { refit in
            (
                rows.due(refit),
                Ledger.Rejection(
                    "the version of \(refit)",
                    """
                    the \(settings.train) rows before it give no model: their numbers do not vary, or are beyond what \
                    can be computed with
                    """
                )
            )
        }
        reasonForNoVersion = missingColumn.map { "\"\(settings.source)\" has no column \"\($0)\"" }
        labels = rows.labels
        let known = rows.rows(asOf: instant)
        trainable = TrainableRows(Set(known.complete.map { known.days[$0] }))
        benchmarks = rows.benchmarks(known, trailing: settings.train)
        end = instant
    }

    /// The number of rows, where there is no version and no other reason.
    var shortage: String {
        "\(trainable.days.count.counted("complete row")) of \(settings.train) that it is trained on"
    }
}

extension RegisteredVersion {
    init(_ version: ModelVersion, trainedAt: Date) {
        let training = version.served.artifact.training
        self.init(
            id: version.id, recipe: version.served.artifact.recipe, refit: version.refit, trainedAt: trainedAt,
            training: .init(first: training.first, last: training.last, count: training.count),
            gated: version.gated?.digest.description)
    }
}
