import Alerting
import Core
import Foundation
import Lifecycle
import PolicyFile
package import Reports
import Storage
import Store
import TradingCalendar

extension Deployment {
    /// Begins a freeze, or renews the person's own.
    package func freeze(_ request: FreezeRequest, by person: String, at: Parameter? = nil) throws -> FreezeChangeReport
    {
        try changeFreezes(at: at) { rules throws(Refusal) in
            try rules.freeze(
                request.scope, reason: request.reason, by: person, incident: nil,
                until: policy.decider.end(of: request.duration, after: rules.instant))
        }
    }

    /// Lifts freezes before their time.
    /// - Parameter id: the beginning of an id; nil for all that are in force.
    package func lift(
        freeze id: String?, reason: String, by person: String, at: Parameter? = nil
    ) throws -> FreezeChangeReport {
        try changeFreezes(at: at) { rules throws(Refusal) in try rules.lift(id, by: person, reason: reason) }
    }

    private func changeFreezes(
        at: Parameter?, _ decide: (FreezeRules) throws(Refusal) -> FreezeRules.Change
    ) throws -> FreezeChangeReport {
        let instant = try instant(at)
        let change = try retrying {
            var written = OperationChange(revision: try store.revision())
            let change = try decide(FreezeRules(try store.freezes(), at: instant))
            written.add(change)
            try store.commit(written)
            return change
        }
        return FreezeChangeReport(
            done: CommandOutcome(change.audit).done,
            freezes: FreezeReport(try store.freezes(), at: instant, zone: policy.calendar.zone))
    }
}
