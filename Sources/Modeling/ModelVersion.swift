package import Core
package import Foundation
package import TradingCalendar

/// What one refit leaves: the artifact that serves, and the one that is compared, with its scores on rows it has not
/// seen.
package struct ModelVersion<Trained: Model>: Sendable {
    /// An artifact with the digest of its canonical text, which is its name.
    package struct Named: Sendable {
        package let artifact: Artifact<Trained>
        package let digest: Digest

        init(_ artifact: Artifact<Trained>) throws {
            self.artifact = artifact
            digest = Digest.sha256(try artifact.canonicalText())
        }
    }

    /// A forecast of a holdout's row, and what came true.
    package struct Trial: Sendable {
        package let forecast: Forecast
        package let features: [Double]
        package let label: Double
    }

    package let refit: Day
    package let served: Named
    /// nil while there are too few rows for a holdout.
    package let gated: Named?
    /// The gated artifact on its holdout, in the order of time.
    package let holdout: [Trial]
    /// The served artifact's training rows, in the order of time.
    package let training: [(day: Day, features: [Double])]

    /// The version's name.
    package var id: String { served.digest.description }
}

/// How a deployment's model is trained again: which columns, how many rows, how many are held out.
package struct TrainingPlan<T: Trainer>: Sendable {
    package let trainer: T
    package let columns: [String]
    /// Complete rows that a version is trained on.
    package let trainingRows: Int
    /// Matured rows that the gated artifact has not seen.
    package let holdoutRows: Int

    package init(trainer: T, columns: [String], trainingRows: Int, holdoutRows: Int) {
        self.trainer = trainer
        self.columns = columns
        self.trainingRows = trainingRows
        self.holdoutRows = holdoutRows
    }

    /// Trains at a refit.
    /// - Parameters:
    ///   - refit: the session at whose due instant it is trained.
    ///   - rows: as known at that instant.
    /// - Returns: nil when fewer rows have matured than it is trained on.
    /// - Throws: `EncodingError` when the rows give no finite model.
    package func version(refit: Day, at instant: Date, rows: TrainingRows) throws -> ModelVersion<T.Trained>? {
        let matured = rows.matured(through: refit)
        guard matured.count >= trainingRows else { return nil }
        let newest = matured.suffix(trainingRows)
        let served = artifact(.served, of: rows, training: newest, refit: refit, at: instant)
        var gated: Artifact<T.Trained>?
        var trials: [ModelVersion<T.Trained>.Trial] = []
        if matured.count >= trainingRows + holdoutRows {
            let held = matured.suffix(holdoutRows)
            let trained = artifact(
                .gated, of: rows, training: matured.dropLast(holdoutRows).suffix(trainingRows), holdout: held,
                refit: refit, at: instant)
            gated = trained
            trials = held.compactMap { row in
                guard let features = rows.features[row], let label = rows.labels[row] else { return nil }
                return .init(forecast: trained.model(features), features: features, label: label)
            }
        }
        return ModelVersion(
            refit: refit, served: try .init(served), gated: try gated.map { try .init($0) }, holdout: trials,
            training: newest.compactMap { row in rows.features[row].map { (rows.days[row], $0) } })
    }

    private func artifact(
        _ kind: Artifact<T.Trained>.Kind, of rows: TrainingRows, training: ArraySlice<Int>,
        holdout: ArraySlice<Int>? = nil, refit: Day, at instant: Date
    ) -> Artifact<T.Trained> {
        let model = trainer.train(
            rows: training.compactMap { rows.features[$0] }, labels: training.compactMap { rows.labels[$0] })
        func span(_ positions: ArraySlice<Int>) -> Artifact<T.Trained>.Span? {
            guard let first = positions.first, let last = positions.last else { return nil }
            return .init(first: rows.days[first], last: rows.days[last], count: positions.count)
        }
        return Artifact(
            recipe: T.recipe, kind: kind, featureNames: T.featureNames, columns: columns, refit: refit,
            trainedAt: Timestamp.text(instant), training: span(training) ?? .init(first: refit, last: refit, count: 0),
            holdout: holdout.flatMap(span), model: model)
    }
}
