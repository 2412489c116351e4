import Engine
import Foundation

/// What was read of a deployment's sources, and the engine on it.
struct DeploymentEngine: Sendable {
    let history: DeploymentHistory
    let ticker: Ticker

    init(_ history: DeploymentHistory) {
        self.history = history
        ticker = Ticker(history)
    }

    /// The same on the sources as they are now. Files that are as they were when they were read are not opened.
    func refreshed(through instant: Date) throws -> DeploymentEngine {
        try history.refreshed(through: instant).map { DeploymentEngine($0.history) } ?? self
    }
}
