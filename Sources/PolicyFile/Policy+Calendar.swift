package import Core
package import Foundation
import TradingCalendar

extension Policy {
    /// Nothing is watched after the end of the calendar, so nothing may look as if it were.
    /// - Parameter path: the policy's.
    package func requireCalendar(at now: Date, path: String) throws(InputFailure) {
        guard calendar.zone.day(of: now) > calendar.span.upperBound else { return }
        throw InputFailure(
            path: path,
            "the calendar \(calendar.name) ends on \(calendar.span.upperBound), which is over: nothing is watched")
    }
}
