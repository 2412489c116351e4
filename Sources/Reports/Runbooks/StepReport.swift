package import Alerting

/// The result of asking for a step of a runbook.
package enum StepReport: Sendable {
    case ended(RunbookJob)
    /// It waits for an approval.
    case waits(RunbookJob)
    /// A person does it.
    case manual(incident: String, step: Int, title: String)

    package var isDone: Bool {
        if case .ended(let job) = self, case .done = job.state { true } else { false }
    }
}
