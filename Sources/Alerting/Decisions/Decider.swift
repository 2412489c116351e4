package import Core
package import Foundation
package import TradingCalendar

/// Decides on alerts, incidents and messages from what was seen: values in, values out.
package struct Decider: Sendable {
    let deployment: String
    package let calendar: TradingCalendar
    /// In the order of the policy.
    let rules: [AlertRule]
    let ruleByCheck: [String: AlertRule]
    let teams: [String: Team]
    let settings: AlertingSettings
    /// For hints in messages.
    private(set) var command = PrintedCommand(store: nil)

    package init(
        deployment: String, calendar: TradingCalendar, rules: [AlertRule], teams: [Team], settings: AlertingSettings
    ) {
        self.deployment = deployment
        self.calendar = calendar
        self.rules = rules
        ruleByCheck = Dictionary(rules.map { ($0.check, $0) }) { first, _ in first }
        self.teams = Dictionary(teams.map { ($0.name, $0) }) { first, _ in first }
        self.settings = settings
    }

    /// The same, with commands on a store in its messages.
    package func naming(_ command: PrintedCommand) -> Decider {
        var decider = self
        decider.command = command
        return decider
    }

    /// Decides a tick.
    /// - Parameters:
    ///   - evaluations: of the checks; those that an alert has seen already are passed over.
    ///   - state: as the latest decision left it.
    ///   - instant: later than every instant decided before.
    ///   - ruleChanges: the changes of rules since the tick before, in words, by check.
    package func tick(
        _ evaluations: [AlertKey: Evaluation], _ state: AlertingState, at instant: Date,
        timing: TickTiming = .onTime, ruleChanges: [String: String] = [:]
    ) -> Decision {
        var builder = DecisionBuilder(self, state, at: instant, isTick: true, timing: timing)
        builder.note(ruleChanges)
        builder.refreshOrigins()
        builder.endResponses()
        builder.see(evaluations)
        builder.removeUnknown()
        builder.groupIntoIncidents()
        switch timing.missed {
        case .present: builder.postponeNotifications()
        case .silent: builder.skipNotifications()
        case .all, nil: builder.notify()
        }
        builder.resolve()
        if timing.missed == nil || timing.missed == .all { builder.heartbeat() }
        return builder.decision(from: state)
    }

    /// Decides commands, in their order.
    /// - Throws: ``Refusal`` when one cannot be followed.
    package func follow(_ commands: [Command], _ state: AlertingState, at instant: Date) throws(Refusal) -> Decision {
        var builder = DecisionBuilder(self, state, at: instant, isTick: false)
        for command in commands { try builder.follow(command) }
        return builder.decision(from: state)
    }

    /// The end of a span that begins at an instant.
    ///
    /// A span of sessions ends at the due instant of the session that lies so many sessions after the latest that is
    /// due; at the end of the calendar beyond it.
    /// - Parameter lag: of the rows that are waited for; nil for the longest of the checks, so that all of them have
    ///   seen the sessions by then.
    package func end(of span: TimeSpan, after instant: Date, lag: PublicationLag? = nil) -> Date {
        switch span {
        case .seconds(let seconds): return instant.addingTimeInterval(Double(seconds))
        case .sessions(let count):
            let lag = lag ?? rules.map(\.lag).max { $0.minutes < $1.minutes } ?? .none
            let sessions = calendar.sessions
            let next = sessions.partitioningIndex { calendar.due($0, lag: lag) <= instant }
            guard !sessions.isEmpty else { return instant }
            return calendar.due(sessions[min(sessions.count - 1, max(0, next - 1 + count))], lag: lag)
        }
    }
}
