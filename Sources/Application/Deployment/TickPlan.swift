import Alerting
package import Foundation
import Storage

/// The instants that are to be decided.
package struct TickPlan: Sendable {
    /// In their order.
    package let instants: [Date]
    let mode: TickMode
    let catchUp: CatchUp
    /// When the ticks are made; nil for those of the past.
    let now: Date?

    /// When a tick of the plan is made.
    func timing(at instant: Date) -> TickTiming {
        guard let now else { return .onTime }
        let missed = instant == instants.last ? nil : catchUp
        return TickTiming(answerableFrom: catchUp == .all ? nil : now, missed: missed)
    }
}
