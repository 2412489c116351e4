import Core
package import Foundation

/// A step of a runbook that somebody asked for, with what became of it. All instants are of the wall clock.
package struct RunbookJob: Equatable, Sendable {
    package enum State: Equatable, Sendable {
        /// Asked for, and not begun.
        case awaitingApproval
        case running(since: Date)
        case done(at: Date)
        case failed(at: Date, reason: String)
        /// Interrupted, not idempotent: may have had its effect.
        case unknown(at: Date)
    }

    package let incident: String
    package let runbook: String
    package let version: String
    /// In the runbook, from 1.
    package let step: Int
    /// The number of the request for that step, from 1.
    package let number: Int
    package let title: String
    /// The alert whose runbook it is.
    package let about: AlertKey
    package let requestedBy: String
    package let requestedAt: Date
    package var approvedBy: String?
    /// The number of attempts.
    package var attempts = 0
    package var state: State
    /// Its output, or a person's note; cut to a readable length.
    package var output = ""

    package init(
        incident: String, runbook: String, version: String, step: Int, number: Int, title: String, about: AlertKey,
        requestedBy: String, requestedAt: Date, state: State
    ) {
        self.incident = incident
        self.runbook = runbook
        self.version = version
        self.step = step
        self.number = number
        self.title = title
        self.about = about
        self.requestedBy = requestedBy
        self.requestedAt = requestedAt
        self.state = state
    }

    /// Stable: who gets it twice can tell.
    package var key: String { "\(incident)/\(runbook)/\(version)/\(step)/\(number)" }

    package var isRunning: Bool { if case .running = state { true } else { false } }
}

extension RunbookJob.State {
    package var name: String {
        switch self {
        case .awaitingApproval: "awaiting approval"
        case .running: "running"
        case .done: "done"
        case .failed: "failed"
        case .unknown: "unknown"
        }
    }

    /// When it ended; nil while it has not.
    package var endedAt: Date? {
        switch self {
        case .awaitingApproval, .running: nil
        case .done(let at), .failed(let at, _), .unknown(let at): at
        }
    }
}
