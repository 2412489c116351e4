import Core
package import Foundation
package import TradingCalendar

/// A trained model as a document that can be stored, named by its content and loaded again.
package struct Artifact: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
        /// Trained on the newest rows: makes the predictions.
        case served
        /// Trained on the rows before a holdout: is compared.
        case gated
    }

    /// A run of rows, by the sessions of its first and last.
    package struct Span: Codable, Equatable, Sendable {
        package let first: Day
        package let last: Day
        package let count: Int
    }

    package let recipe: String
    package let kind: Kind
    package let featureNames: [String]
    /// The columns that the features are made of, in the recipe's order.
    package let columns: [String]
    /// The session at whose due instant it was trained, and that instant in UTC.
    package let refit: Day
    package let trainedAt: String
    package let training: Span
    /// The rows that a gated artifact has not seen.
    package let holdout: Span?
    package let model: MarketRidge

    enum CodingKeys: String, CodingKey {
        case recipe, kind, columns, refit, training, holdout, model
        case featureNames = "feature_names"
        case trainedAt = "trained_at"
    }

    /// The document: keys sorted, no white space. The same model gives the same text.
    package func canonicalText() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads a document back.
    /// - Throws: `DecodingError` where it is none.
    package init(canonicalText: Data) throws {
        self = try JSONDecoder().decode(Artifact.self, from: canonicalText)
    }

    init(
        recipe: String, kind: Kind, featureNames: [String], columns: [String], refit: Day, trainedAt: String,
        training: Span, holdout: Span?, model: MarketRidge
    ) {
        self.recipe = recipe
        self.kind = kind
        self.featureNames = featureNames
        self.columns = columns
        self.refit = refit
        self.trainedAt = trainedAt
        self.training = training
        self.holdout = holdout
        self.model = model
    }
}
