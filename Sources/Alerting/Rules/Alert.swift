package import Core
package import Foundation
package import TradingCalendar

/// The state of an alert, and the counts that decide on the next one.
package struct Alert: Equatable, Sendable {
    package enum State: Equatable, Sendable {
        case inactive
        /// - Parameter since: the instant of the first breach.
        case pending(since: Date, breaches: ConsecutiveCount)
        case firing(Firing)
        case resolved(at: Date, ResolveReason)
    }

    package struct Firing: Equatable, Sendable {
        package let pendingSince: Date
        package let since: Date
        package var severity: Severity
        /// Clear evaluations in a row.
        package var clear = ConsecutiveCount()
        /// The id of the incident that it belongs to.
        package var incident: String

        package init(
            pendingSince: Date, since: Date, severity: Severity, clear: ConsecutiveCount = ConsecutiveCount(),
            incident: String
        ) {
            self.pendingSince = pendingSince
            self.since = since
            self.severity = severity
            self.clear = clear
            self.incident = incident
        }
    }

    package let key: AlertKey
    package var state: State
    /// The latest occasion that it has seen.
    package var occasion: Occasion?
    /// Evaluations in a row with nothing to judge.
    package var silent: ConsecutiveCount
    /// The latest evaluation in words.
    package var reason: String
    /// From where the latest occasion can be judged again; nil where it cannot: it was an instant, or is not known any
    /// more.
    package var basis: Basis?
    /// The latest change of its rule while it fired, in words; nil where it has breached the changed rule, too.
    package var ruleChange: String?

    package init(
        _ key: AlertKey, state: State = .inactive, occasion: Occasion? = nil,
        silent: ConsecutiveCount = ConsecutiveCount(), reason: String = "", basis: Basis? = nil,
        ruleChange: String? = nil
    ) {
        self.key = key
        self.state = state
        self.occasion = occasion
        self.silent = silent
        self.reason = reason
        self.basis = basis
        self.ruleChange = ruleChange
    }

    package var firing: Firing? { if case .firing(let firing) = state { firing } else { nil } }
}
