package import Core
package import Engine
package import Foundation
package import TradingCalendar

/// The verdicts of a policy's checks as of one instant, each with its evidence.
package struct CheckReport: Sendable {
    package let deployment: String
    package let asOf: Date
    /// The name of the calendar.
    package let calendar: String
    /// The zone of the times that people read.
    package let zone: ExchangeZone
    /// The latest session that is due for any source.
    package let session: Day?
    package let results: [CheckResult]

    package init(_ run: CheckRun) {
        deployment = run.deployment
        asOf = run.asOf
        calendar = run.calendar.name
        zone = run.calendar.zone
        session = run.session
        results = run.results
    }

    package var worst: Verdict { Verdict.worst(of: results.map(\.verdict)) }

    /// True if a check measured nothing.
    package var lacksValues: Bool { results.contains { $0.measurement.value == nil } }
}
