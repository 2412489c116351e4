package import Scenarios
package import TradingCalendar

/// Scenarios that were run.
package struct ScenarioReport: Sendable {
    package struct Run: Sendable {
        package let path: String
        package let title: String
        package let sessions: Int
        /// The effects of the fault, by when they were.
        package let caused: [Occasion: [String]]
        package let differences: [Difference]

        package init(_ run: ScenarioRun) {
            path = run.scenario.path
            title = run.scenario.title
            sessions = run.sessions
            caused = run.caused
            differences = run.differences.map { Difference(occasion: $0.occasion, line: $0.line, text: $0.text) }
        }
    }

    /// A line that was expected and did not happen, or that happened and was not expected.
    package struct Difference: Sendable {
        package let occasion: Occasion
        /// The line in the scenario's file; nil where it was not expected.
        package let line: Int?
        package let text: String
    }

    package let runs: [Run]
    /// The number of scenarios that were asked for; some may not have been runnable.
    package let requested: Int

    package init(_ runs: [Run], requested: Int) {
        self.runs = runs
        self.requested = requested
    }

    package var failures: Int { runs.count { !$0.differences.isEmpty } }
}
