package import Alerting
import Core
import Engine
import Foundation
import Operations
import PolicyFile
package import Reports
import Storage
import Store
import TradingCalendar

extension DeploymentReader {
    /// All incidents, or those of one status, the oldest first.
    /// - Parameters:
    ///   - after: the beginning of the id of the incident after which they are wanted.
    ///   - limit: the greatest number of them.
    package func incidents(
        status: Incident.Status? = nil, after: String? = nil, limit: Int? = nil
    ) async throws -> IncidentListReport {
        try ApplicationError.check(limit: limit)
        return try await answer {
            let after = try after.map { [reader = $0] in try reader.store.incident(matching: $0, reader.command()).id }
            let query = IncidentQuery(statuses: status.map { [$0] }, after: after, limit: limit)
            return try IncidentListReport.read(query, from: $0.store, zone: $0.zone())
        }
    }

    /// One incident as a chain of events.
    package func timeline(matching beginning: String) async throws -> IncidentTimelineReport {
        try await answer {
            let incident = try $0.store.incident(matching: beginning, $0.command())
            return try IncidentTimelineReport.read(incident, from: $0.store, zone: $0.zone())
        }
    }

    package func silences() async throws -> SilenceReport {
        try await answer { SilenceReport(try $0.store.silences(), zone: try $0.zone()) }
    }

    /// The freezes now; on a store of the past or of a clock that was ahead, at its last instant, as ``Deployment``
    /// begins them.
    package func freezes() async throws -> FreezeReport {
        try await answer {
            let isPast = try $0.store.clock() == .virtual
            let now = $0.context.clock.now()
            let last = try $0.store.state().lastInstant ?? now
            let instant = isPast ? last : max(now, last)
            return FreezeReport(try $0.store.freezes(), at: instant, zone: try $0.zone())
        }
    }

    /// Messages in the order in which they were written.
    /// - Parameters:
    ///   - states: none for all.
    ///   - after: the key of the message after which they are wanted.
    ///   - limit: the greatest number of them.
    package func outbox(
        _ states: Set<OutboxState>, after: String? = nil, limit: Int
    ) async throws -> OutboxPage {
        try ApplicationError.check(limit: limit)
        return try await answer {
            if let after, try $0.store.outbox(keys: [after]).isEmpty {
                throw ApplicationError.usage(
                    "there is no message \"\(after)\"; this lists them: \($0.command().text(["outbox", "list"]))")
            }
            let states = states.isEmpty ? Set(OutboxState.allCases) : states
            // One more than is shown, to know whether there are more.
            let items = try $0.store.outbox(OutboxQuery(states: states, after: after, limit: min(limit, .max - 1) + 1))
            return OutboxPage(
                messages: OutboxReport(Array(items.prefix(limit)), zone: try $0.zone()),
                next: items.count > limit ? items[limit - 1].message.key : nil, undelivered: try $0.undelivered())
        }
    }

    /// Dead letters, and channels without a setting that messages wait for.
    private func undelivered() throws -> UndeliveredReport {
        let path = try store.policyPath() ?? ""
        let busy = Set(try store.busyChannels())
        let missing = busy.isEmpty ? [] : try missingSettings(policyPath: path).filter { busy.contains($0.channel) }
        return UndeliveredReport(
            dead: try store.outbox([.dead]), unconfigured: missing, policyPath: path, command: command())
    }

    /// None where the policy cannot be read, which ``zone()`` says.
    private func missingSettings(policyPath: String) throws -> [DeliveryChannel.MissingSettings] {
        do {
            guard let policy = try LoadedPolicy(path: policyPath).policy else { return [] }
            return ChannelDirectory(policy, environment: context.environment).missing
        } catch is InputFailure {
            return []
        }
    }

    // MARK: - Runbooks

    /// The step that each incident is at.
    package func runbooks(policyPath: String?, includingResolved: Bool) async throws -> RunbookListReport {
        let unresolved = Set(Incident.Status.allCases.filter { !$0.isResolved })
        return try await answer {
            try RunbookListReport.read(
                IncidentQuery(statuses: includingResolved ? nil : unresolved), from: $0.store,
                $0.policy(policyPath))
        }
    }

    /// The steps of a runbook with what became of each.
    /// - Parameters:
    ///   - name: the name of a runbook, or the beginning of an incident's id.
    ///   - runbook: that of another alert of the incident than the root.
    ///   - step: one that the runbook must have.
    package func runbook(
        of name: String, runbook: String?, step: Int?, policyPath: String?
    ) async throws -> RunbookReport {
        try await answer {
            let policy = try $0.policy(policyPath)
            let zone = policy.calendar.zone
            if let named = policy.runbooks.first(where: { $0.name == name }) {
                return RunbookReport(named, selectedStep: step, zone: zone)
            }
            let command = $0.command(policy: policyPath)
            let found = try RunbookCase(
                $0.store, policy: policy, incident: $0.store.incident(matching: name, command), runbook: runbook,
                command: command)
            if let step { _ = try found.rules(now: .distantPast, instant: .distantPast).step(step) }
            let files = JobFiles(store: $0.directory)
            return RunbookReport(found, selectedStep: step, zone: zone) { files.isHeld($0) }
        }
    }
}
