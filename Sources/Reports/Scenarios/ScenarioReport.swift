package import Scenarios

/// Scenarios that were run.
package struct ScenarioReport: Sendable {
    package let runs: [ScenarioRun]
    /// The number of scenarios that were asked for; some may not have been runnable.
    package let requested: Int

    package init(_ runs: [ScenarioRun], requested: Int) {
        self.runs = runs
        self.requested = requested
    }

    package var failures: Int { runs.count { !$0.differences.isEmpty } }
}
