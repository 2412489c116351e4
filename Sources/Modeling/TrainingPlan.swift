import Core
package import Foundation
package import TradingCalendar

/// The plan by which a deployment's model is trained again: columns, rows, and rows held out.
package struct TrainingPlan: Sendable {
    package let columns: [String]
    /// Complete rows that a version is trained on.
    package let trainingRows: Int
    /// Matured rows that the gated artifact has not seen.
    package let holdoutRows: Int

    package init(columns: [String], trainingRows: Int, holdoutRows: Int) {
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
    package func version(refit: Day, at instant: Date, rows: TrainingRows) throws -> ModelVersion? {
        let matured = rows.matured(through: refit)
        guard matured.count >= trainingRows else { return nil }
        let newest = matured.suffix(trainingRows)
        let served = artifact(.served, of: rows, training: newest, refit: refit, at: instant)
        var gated: Artifact?
        if matured.count >= trainingRows + holdoutRows {
            gated = artifact(
                .gated, of: rows, training: matured.dropLast(holdoutRows).suffix(trainingRows),
                holdout: matured.suffix(holdoutRows), refit: refit, at: instant)
        }
        return ModelVersion(served: try .init(served), gated: try gated.map { try .init($0) }, rows: rows)
    }

    private func artifact(
        _ kind: Artifact.Kind, of rows: TrainingRows, training: ArraySlice<Int>,
        holdout: ArraySlice<Int>? = nil, refit: Day, at instant: Date
    ) -> Artifact {
        let model = MarketRidge(
            rows: training.compactMap { rows.features[$0] }, labels: training.compactMap { rows.labels[$0] })
        func span(_ positions: ArraySlice<Int>) -> Artifact.Span? {
            guard let first = positions.first, let last = positions.last else { return nil }
            return .init(first: rows.days[first], last: rows.days[last], count: positions.count)
        }
        return Artifact(
            recipe: MarketRidge.recipe, kind: kind, featureNames: MarketFeatures.names, columns: columns, refit: refit,
            trainedAt: Timestamp.text(instant), training: span(training) ?? .init(first: refit, last: refit, count: 0),
            holdout: holdout.flatMap(span), model: model)
    }
}
