import Core
import Foundation
package import Reports
import Scenarios
import Store

/// Runs a scenario on stores that are removed afterwards.
package enum ScenarioTrial {
    /// - Parameter advance: is told how many of its instants are decided.
    /// - Throws: ``ApplicationError/scenarioInvalid(_:)`` where the file is no scenario.
    package static func run(
        path: String, advance: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> ScenarioReport.Run {
        try await BlockingWork.run {
            let directory = FileManager.default.temporaryDirectory
                .appending(path: "bellwether-test-\(UUID().uuidString)")
            defer {
                do { try FileManager.default.removeItem(at: directory) } catch {
                    // A temporary directory that stays is the system's to clean.
                }
            }
            do {
                return ScenarioReport.Run(
                    try ScenarioRun(path: path, advance: advance) { deployment, name in
                        try SQLiteStore(
                            directory: directory.appending(path: name), deployment: deployment, access: .write,
                            isTemporary: true)
                    })
            } catch let problems as ScenarioProblems {
                throw ApplicationError.scenarioInvalid(problems.description)
            }
        }
    }
}
