package import Foundation
package import Lifecycle
package import TradingCalendar

/// All freezes there are, and whether one holds deployments back at an instant.
package struct FreezeReport: Sendable {
    package struct Entry: Sendable {
        package let id: String
        package let scope: String
        package let reason: String
        package let author: String
        /// The incident whose runbook asked for it; nil for a person's own.
        package let incident: String?
        package let from: Date
        package let until: Date
        package let isInForce: Bool
        /// nil where it was not ended before its time.
        package let lift: Lift?
    }

    package struct Lift: Sendable {
        package let by: String
        package let at: Date
        package let reason: String
    }

    package let freezes: [Entry]
    package let instant: Date
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    package init(_ freezes: [Freeze], at instant: Date, zone: ExchangeZone) {
        self.freezes = freezes.map { freeze in
            Entry(
                id: freeze.id, scope: freeze.scope.rawValue, reason: freeze.reason, author: freeze.author,
                incident: freeze.incident, from: freeze.from, until: freeze.until,
                isInForce: freeze.isInForce(at: instant),
                lift: freeze.lift.map { Lift(by: $0.by, at: $0.at, reason: $0.reason) })
        }
        self.instant = instant
        self.zone = zone
    }

    package var inForce: [Entry] { freezes.filter(\.isInForce) }

    package var isFrozen: Bool { !inForce.isEmpty }
}
