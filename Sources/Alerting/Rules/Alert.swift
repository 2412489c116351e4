package import Core
package import Foundation
package import TradingCalendar

/// Which alert: there is one for each check and subject of a deployment.
package struct AlertKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let check: String
    package let subject: String

    package init(check: String, subject: String) {
        self.check = check
        self.subject = subject
    }

    package static func < (a: AlertKey, b: AlertKey) -> Bool { (a.check, a.subject) < (b.check, b.subject) }

    package var description: String { "\(check) \(subject)" }
}

/// Why an alert does not fire any more.
package enum ResolveReason: String, Sendable, CaseIterable {
    case recovered
    case stale
    case checkRemoved = "check removed"
    case byHand = "by hand"
}

/// An alert and where it stands.
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
        /// Clear sessions in a row.
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
    /// The session that it has seen last.
    package var session: Day?
    /// Sessions in a row with nothing to judge.
    package var silent: ConsecutiveCount
    /// What it saw last, in words.
    package var reason: String

    package init(
        _ key: AlertKey, state: State = .inactive, session: Day? = nil, silent: ConsecutiveCount = ConsecutiveCount(),
        reason: String = ""
    ) {
        self.key = key
        self.state = state
        self.session = session
        self.silent = silent
        self.reason = reason
    }

    package var firing: Firing? { if case .firing(let firing) = state { firing } else { nil } }
}
