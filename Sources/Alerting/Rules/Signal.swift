package import Core
package import TradingCalendar

/// What a check said of one subject as of one session.
package struct Evaluation: Sendable {
    package let session: Day
    package let result: CheckResult

    package init(session: Day, result: CheckResult) {
        self.session = session
        self.result = result
    }
}

/// What an alert sees in a session.
package enum Signal: Equatable, Sendable {
    case breach(Severity)
    case clear
    /// No breach, and not past the bound that is clear.
    case notClearEnough
    /// There was data, and it did not suffice to judge.
    case noEvidence
    /// There was nothing to judge.
    case nothing
}
