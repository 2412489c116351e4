package import Alerting

/// The result of asking for a step of a runbook.
package enum StepReport: Sendable {
    case ended(RunbookJob)
    /// It waits for an approval.
    /// - Parameter next: the command that approves it.
    case waits(RunbookJob, next: String)
    /// A person does it.
    /// - Parameter next: the command for when it is done.
    case manual(incident: String, step: Int, title: String, next: String)

    package var isDone: Bool {
        if case .ended(let job) = self, case .done = job.state { true } else { false }
    }
}
