import Core
import Engine
import Foundation
package import Reports

/// The predictions of a span, and what can be said of them.
package struct PredictionAnalysis: Sendable {
    let served: ServedPredictions

    package var report: PredictionsReport { PredictionsReport(served) }

    /// Their worth, year by year.
    package func walkForward() async throws -> WalkForwardReport {
        try await BlockingWork.run { WalkForwardReport(served) }
    }

    /// Writes the artifacts of the versions that made the predictions, each under its name.
    /// - Returns: how many.
    /// - Throws: ``InputFailure`` where there are none, or they cannot be written.
    package func writeArtifacts(to directory: String) throws -> Int {
        do {
            guard let artifacts = try served.artifacts() else {
                throw InputFailure(path: directory, "nothing to write: a ledger has no artifacts")
            }
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            for (name, text) in artifacts {
                try text.write(to: URL(filePath: directory).appending(path: "\(name).json"), options: .atomic)
            }
            return artifacts.count
        } catch let failure as InputFailure {
            throw failure
        } catch {
            throw InputFailure(path: directory, "artifacts cannot be written there: \(error.localizedDescription)")
        }
    }
}
