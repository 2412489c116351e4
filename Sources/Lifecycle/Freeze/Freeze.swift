import Core
package import Foundation

/// A lease that holds deployments back: it ends by itself.
package struct Freeze: Equatable, Sendable {
    /// The operations that are held back. A rollback never is.
    package enum Scope: String, Sendable, CaseIterable {
        case promotion
        /// Promotions and retraining.
        case all
    }

    /// The end of a freeze before its time.
    package struct Lift: Equatable, Sendable {
        package let by: String
        package let at: Date
        package let reason: String

        package init(by: String, at: Date, reason: String) {
            self.by = by
            self.at = at
            self.reason = reason
        }
    }

    package let id: String
    package let scope: Scope
    package var reason: String
    package let author: String
    /// The incident whose runbook asked for it; nil for a person's own.
    package let incident: String?
    package let from: Date
    /// Nothing is held back from here on.
    package var until: Date
    package var lift: Lift?

    package init(
        id: String, scope: Scope, reason: String, author: String, incident: String?, from: Date, until: Date,
        lift: Lift? = nil
    ) {
        self.id = id
        self.scope = scope
        self.reason = reason
        self.author = author
        self.incident = incident
        self.from = from
        self.until = until
        self.lift = lift
    }

    package func isInForce(at instant: Date) -> Bool { lift == nil && from <= instant && instant < until }
}
