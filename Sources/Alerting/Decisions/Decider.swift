package import Core
package import Foundation
package import TradingCalendar

/// Decides what alerts, incidents and messages follow from what was seen: values in, values out.
package struct Decider: Sendable {
    let deployment: String
    package let calendar: TradingCalendar
    /// In the order of the policy.
    let rules: [AlertRule]
    let ruleByCheck: [String: AlertRule]
    let teams: [String: Team]
    let settings: AlertingSettings
    /// Lines of the evidence of a result, for messages.
    let evidence: @Sendable (CheckResult) -> String

    package init(
        deployment: String, calendar: TradingCalendar, rules: [AlertRule], teams: [Team], settings: AlertingSettings,
        evidence: @escaping @Sendable (CheckResult) -> String = { _ in "" }
    ) {
        self.deployment = deployment
        self.calendar = calendar
        self.rules = rules
        ruleByCheck = Dictionary(rules.map { ($0.check, $0) }) { first, _ in first }
        self.teams = Dictionary(teams.map { ($0.name, $0) }) { first, _ in first }
        self.settings = settings
        self.evidence = evidence
    }

    /// What a tick decides.
    /// - Parameters:
    ///   - evaluations: what the checks said; those that an alert has seen already are passed over.
    ///   - state: as the latest decision left it.
    ///   - instant: later than every instant decided before.
    package func tick(_ evaluations: [AlertKey: Evaluation], _ state: AlertingState, at instant: Date) -> Decision {
        var work = DecisionBuilder(self, state, at: instant, isTick: true)
        work.refreshOrigins()
        work.endResponses()
        work.seeSessions(evaluations)
        work.removeUnknown()
        work.joinOrOpen()
        work.notify()
        work.resolve()
        work.heartbeat()
        return work.decision(from: state)
    }

    /// What commands decide, in their order.
    /// - Throws: ``Refusal`` when one cannot be followed.
    package func follow(_ commands: [Command], _ state: AlertingState, at instant: Date) throws(Refusal) -> Decision {
        var work = DecisionBuilder(self, state, at: instant, isTick: false)
        for command in commands { try work.follow(command) }
        return work.decision(from: state)
    }

    /// The due instant of the session that lies `count` sessions after the latest that is due; the end of the calendar beyond it.
    package func due(_ count: Int, after instant: Date, lag: PublicationLag? = nil) -> Date {
        let lag = lag ?? rules.first?.lag ?? .none
        let sessions = calendar.sessions
        let next = sessions.partitioningIndex { calendar.due($0, lag: lag) <= instant }
        guard !sessions.isEmpty else { return instant }
        return calendar.due(sessions[min(sessions.count - 1, max(0, next - 1 + count))], lag: lag)
    }
}
