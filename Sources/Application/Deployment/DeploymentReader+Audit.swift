import Alerting
import Core
package import Foundation
package import Reports
import Storage
import Store

extension DeploymentReader {
    /// - Parameters:
    ///   - incident: the beginning of an id, for its rows only.
    ///   - after: the row after which the page begins.
    package func audit(incident: String?, after: Int, limit: Int) async throws -> AuditPage {
        try ApplicationError.check(limit: limit)
        return try await answer {
            let id = try incident.map { [reader = $0] in try reader.store.incident(matching: $0, reader.command()).id }
            // One more than is shown, to know whether there are more.
            let rows = try $0.store.audit(incident: id, after: after, limit: min(limit, .max - 1) + 1)
            return AuditPage(
                rows: AuditReport(Array(rows.prefix(limit)), zone: try $0.zone()),
                next: rows.count > limit ? rows[limit].sequence - 1 : nil)
        }
    }

    /// Proves that no row was changed or taken out.
    /// - Parameter head: a hash that was noted earlier, whose row must still be there.
    package func verifyAudit(head: String?) async throws -> AuditProofReport {
        try await answer {
            let last = try $0.store.auditHead()
            var fault = try $0.store.auditFault()
            if fault == nil, let head, try !$0.store.auditHolds(hash: head) {
                fault = "no row has the hash \(head): rows were taken off the end, or this is another audit"
            }
            return AuditProofReport(rows: last?.sequence ?? 0, head: last?.hash, fault: fault)
        }
    }

    /// Defects of the database; none where it is whole.
    package func check() async throws -> StoreCheckReport {
        try await answer {
            var problems = $0.store.problems()
            let now = $0.context.clock.now()
            // Where the state cannot be read, that is among the problems.
            if let last = try? $0.store.state().lastInstant,
                last.timeIntervalSince(now) > SQLiteStore.clockTolerance
            {
                problems.append("\(StoreError.lead(of: last, over: now)); this takes it back: \($0.rewindCommand)")
            }
            return StoreCheckReport(deployment: $0.deployment, path: $0.path, problems: problems)
        }
    }

    /// Writes a whole copy, also while others change the store.
    package func backUp(to file: URL) async throws { try await answer { try $0.store.backUp(to: file) } }
}
