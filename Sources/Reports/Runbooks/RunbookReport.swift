package import Alerting
package import Engine
import Foundation
package import TradingCalendar

/// The steps of a runbook, and of an incident what became of each.
package struct RunbookReport: Sendable {
    package struct Step: Sendable {
        /// In the runbook, from 1.
        package let number: Int
        package let step: Runbook.Step
        /// The oldest first.
        package let jobs: [JobReport]
    }

    /// The incident whose runbook it is.
    package struct Case: Sendable {
        package let incident: Incident
        /// The alert whose runbook it is.
        package let alert: AlertKey
        /// The first step that is not done; nil when all are.
        package let nextStep: Int?
        /// The command that leads on.
        package let nextCommand: String?
        /// The team whose approval that step waits for.
        package let awaitedApproval: String?
        /// The person who asked for it, and so cannot approve it.
        package let requestedBy: String?
    }

    package let name: String
    package let version: String
    package let steps: [Step]
    /// nil where only the runbook is asked for.
    package let about: Case?
    /// The only step that people want to see, with its output; nil for all steps without it.
    package let selectedStep: Int?
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    /// - Parameter isHeld: whether the job of a key is running; one that is only written down as running was
    ///   interrupted.
    package init(_ found: RunbookCase, selectedStep: Int?, zone: ExchangeZone, isHeld: (String) -> Bool) {
        let rules = found.rules(now: .distantPast, instant: .distantPast)
        let jobs = rules.jobs.filter { $0.runbook == found.runbook.name }
        self.init(
            found.runbook, jobs: jobs.map { JobReport($0, isInterrupted: $0.isRunning && !isHeld($0.key)) },
            about: Case(
                incident: rules.incident, alert: rules.about, nextStep: rules.next,
                nextCommand: rules.nextCommand,
                awaitedApproval: rules.next.flatMap(rules.awaitedApproval),
                requestedBy: rules.next.flatMap { rules.latest($0)?.requestedBy }),
            selectedStep: selectedStep, zone: zone)
    }

    package init(_ runbook: Runbook, selectedStep: Int?, zone: ExchangeZone) {
        self.init(runbook, jobs: [], about: nil, selectedStep: selectedStep, zone: zone)
    }

    private init(_ runbook: Runbook, jobs: [JobReport], about: Case?, selectedStep: Int?, zone: ExchangeZone) {
        name = runbook.name
        version = runbook.version
        steps = runbook.steps.enumerated().map { index, step in
            Step(number: index + 1, step: step, jobs: jobs.filter { $0.job.step == index + 1 })
        }
        self.about = about
        self.selectedStep = selectedStep
        self.zone = zone
    }
}
