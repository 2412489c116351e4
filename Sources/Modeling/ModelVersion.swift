package import Core
package import Foundation
package import TradingCalendar

/// The result of one refit: the artifact that serves, and the one that is compared, with its scores on rows it has not
/// seen. One object, since every tick asks for the version that serves.
package final class ModelVersion: Sendable {
    /// An artifact with the digest of its canonical text, which is its name.
    package struct Named: Sendable {
        package let artifact: Artifact
        package let digest: Digest

        init(_ artifact: Artifact) throws {
            self.artifact = artifact
            digest = Digest.sha256(try artifact.canonicalText())
        }

        /// - Throws: `DecodingError` where the text is no artifact.
        init(canonicalText: Data) throws {
            artifact = try Artifact(canonicalText: canonicalText)
            digest = Digest.sha256(canonicalText)
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

    /// - Parameter rows: as known at the refit, those of the artifacts among them.
    init(served: Named, gated: Named?, rows: TrainingRows) {
        refit = served.artifact.refit
        self.served = served
        self.gated = gated
        training = rows.complete(in: served.artifact.training).compactMap { row in
            rows.features[row].map { (rows.days[row], $0) }
        }
        holdout =
            gated.flatMap { gated in
                gated.artifact.holdout.map { span in
                    rows.complete(in: span).compactMap { row in
                        guard let features = rows.features[row], let label = rows.labels[row] else { return nil }
                        return Trial(
                            forecast: gated.artifact.model(features), features: features, label: label)
                    }
                }
            } ?? []
    }

    /// Loads a version that was trained before.
    /// - Parameters:
    ///   - served: the canonical text of the artifact that makes the predictions.
    ///   - gated: that of the one that is compared; nil where there is none.
    ///   - rows: as known at its refit, as far as they are still there.
    /// - Throws: `DecodingError` where a text is no artifact.
    package convenience init(served: Data, gated: Data?, rows: TrainingRows) throws {
        self.init(
            served: try Named(canonicalText: served), gated: try gated.map { try Named(canonicalText: $0) },
            rows: rows)
    }

    /// The version's name.
    package var id: String { served.digest.description }
}
