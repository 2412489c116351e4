package import Alerting
package import Checks
package import Core
package import Foundation
package import PolicyFile
package import Storage
import TradingCalendar

/// An incident, the runbook of one of its alerts, and what was done of it.
package struct RunbookCase: Sendable {
    package let policy: Policy
    package let incident: Incident
    package let member: Incident.Member
    package let runbook: Runbook
    package let jobs: [RunbookJob]
    private let store: any MonitorStore
    private let command: PrintedCommand

    /// - Parameters:
    ///   - name: of the runbook of another alert than the root.
    ///   - command: for hints at what follows.
    /// - Throws: ``Refusal`` where no alert of the incident has it.
    package init(
        _ store: any MonitorStore, policy: Policy, incident: Incident, runbook name: String? = nil,
        command: PrintedCommand
    ) throws {
        self.command = command
        let root = incident.root
        let members = [root] + incident.members.filter { $0.key != root.key }
        let named = members.compactMap { member -> (Incident.Member, Runbook)? in
            policy.runbook(ofCheck: member.key.check).map { (member, $0) }
        }
        guard let found = named.first(where: { name == nil ? $0.0.key == root.key : $0.1.name == name }) else {
            let names = named.map(\.1.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let there = names.isEmpty ? "none" : names.joined(separator: ", ")
            throw Refusal(
                name.map { "no alert of the incident has the runbook \"\($0)\"; there are: \(there)" }
                    ?? """
                    the policy has no check \"\(root.key.check)\" any more, so no runbook for it; of its other \
                    alerts: \(there)
                    """
            )
        }
        self.policy = policy
        self.incident = incident
        (member, runbook) = found
        jobs = try store.jobs(incident: incident.id)
        self.store = store
    }

    package func rules(now: Date, instant: Date) -> RunbookRules {
        RunbookRules(
            incident, about: member.key, runbook: runbook, jobs: jobs, now: now, instant: instant, command: command)
    }

    package var check: CheckRule? { policy.checks.first { $0.name == member.key.check } }

    /// The diagnosis of the source that the alert is about, by the versions that the store says served.
    package func diagnosis(at instant: Date) throws -> SourceDiagnosis {
        try SourceDiagnosis(policy, source: nil, root: check, asOf: instant, store: store)
    }

    /// The values of placeholders, by their names.
    package func values(_ job: RunbookJob, at instant: Date) throws -> [String: String] {
        let lag = policy.alertRules.first { $0.check == member.key.check }?.lag ?? .none
        let values: [Placeholder: String] = [
            .since: "\(try TroubleStart.session(member, rule: check, policy: policy, at: instant))",
            .until: policy.calendar.latestDue(at: instant, lag: lag).map { "\($0)" } ?? "",
            .incident: incident.id, .check: member.key.check, .subject: member.key.subject,
            .severity: incident.severity.rawValue, .deployment: policy.deployment, .job: job.key,
        ]
        return Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    }
}

extension Policy {
    /// - Returns: nil where the policy has no such check.
    package func runbook(ofCheck name: String) -> Runbook? {
        checks.first { $0.name == name }.flatMap { rule in runbooks.first { $0.name == rule.runbook } }
    }
}
