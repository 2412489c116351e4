package import Alerting
package import Core
package import Lifecycle

/// Changes to runbook steps and freezes: written together or not at all.
package struct OperationChange: Equatable, Sendable {
    /// The revision of the store that it was decided on; nil where it rests on nothing that others change.
    package var revision: Int?
    /// Jobs that are new or not as they were.
    package var jobs: [RunbookJob] = []
    /// Freezes that are new or not as they were.
    package var freezes: [Freeze] = []
    package var audit: [AuditEntry] = []
    /// Messages that follow from them.
    package var decision: Decision?

    package init(revision: Int?) { self.revision = revision }

    package init(_ change: RunbookRules.Change, revision: Int?) {
        self.revision = revision
        jobs = [change.job]
        audit = change.audit
    }

    package mutating func add(_ change: FreezeRules.Change) {
        freezes += change.freezes
        audit += change.audit
    }
}
