import Engine
import Foundation

/// A deployment's sources as read, and the engine on them.
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
