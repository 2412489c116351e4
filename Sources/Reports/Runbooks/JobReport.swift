package import Alerting

/// A step that was asked for, with its state.
package struct JobReport: Sendable {
    package let job: RunbookJob
    /// True if it is written down as running, and does not run.
    package let isInterrupted: Bool

    package init(_ job: RunbookJob, isInterrupted: Bool = false) {
        self.job = job
        self.isInterrupted = isInterrupted
    }

    package var state: String { isInterrupted ? "interrupted" : job.state.name }

    /// The reason why it failed.
    package var reason: String? { if case .failed(_, let why) = job.state { why } else { nil } }
}
