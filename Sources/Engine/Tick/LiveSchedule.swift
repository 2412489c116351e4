package import Alerting
package import Foundation
package import PolicyFile
import TradingCalendar

/// The instants of ticks of the present.
package enum LiveSchedule {
    /// The instants that are to be decided by now, ascending: those of the policy's schedule, and those at which an
    /// answer expires or a step of escalation is due. Where there is none, now, if rows or rules have changed on which
    /// sessions were judged.
    /// - Parameter ticker: on the sources as they are now; asked for only where the schedule gives no instant.
    package static func instants(
        _ policy: Policy, after state: AlertingState, now: Date, ticker: () throws -> Ticker
    ) throws -> [Date] {
        // Stores keep whole seconds.
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        var instants = policy.schedule.due(after: state.lastInstant, through: now)
        guard let last = state.lastInstant, now > last else { return instants }
        let timers = state.incidents.flatMap { incident in
            incident.steps.compactMap(\.due) + [incident.state.response?.until].compactMap { $0 }
        }
        instants = Set(instants + timers.filter { $0 > last && $0 <= now }).sorted()
        guard instants.isEmpty else { return instants }
        return try ticker().hasWork(state, at: now) ? [now] : []
    }
}
