package import Alerting
import Engine
import Foundation
package import PolicyFile
package import Storage
package import TradingCalendar

/// Incidents with the step of their runbooks that each is at.
package struct RunbookListReport: Sendable {
    package struct Entry: Sendable {
        package let incident: Incident
        /// nil where the policy no longer has the check.
        package let runbook: Runbook?
        /// The first step that is not done, from 1; nil when all are.
        package let nextStep: Int?
        /// The latest job of that step.
        package let latest: RunbookJob?
        /// The team whose approval that step waits for.
        package let awaitedApproval: String?

        /// - Parameter jobs: those of the incident.
        init(_ incident: Incident, _ runbook: Runbook?, jobs: [RunbookJob]) {
            let rules = runbook.map {
                RunbookRules(
                    incident, about: incident.root.key, runbook: $0, jobs: jobs, now: .distantPast,
                    instant: .distantPast)
            }
            self.incident = incident
            self.runbook = runbook
            nextStep = rules?.next
            latest = rules?.next.flatMap { rules?.latest($0) }
            awaitedApproval = rules?.next.flatMap { rules?.awaitedApproval($0) }
        }

        package var nextTitle: String? { nextStep.flatMap { step in runbook.map { $0.steps[step - 1].title } } }
    }

    package let entries: [Entry]
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    package static func read(
        _ query: IncidentQuery, from store: any MonitorStore, _ policy: Policy
    ) throws -> RunbookListReport {
        let entries = try store.incidents(query).map { incident in
            Entry(
                incident, policy.runbook(ofCheck: incident.root.key.check),
                jobs: try store.jobs(incident: incident.id))
        }
        return RunbookListReport(entries: entries, zone: policy.calendar.zone)
    }
}
