package import Foundation
package import Lifecycle
package import TradingCalendar

/// All freezes there are, and whether one holds deployments back at an instant.
package struct FreezeReport: Sendable {
    package let freezes: [Freeze]
    package let instant: Date
    /// The zone of the times that people read.
    package let zone: ExchangeZone

    package init(_ freezes: [Freeze], at instant: Date, zone: ExchangeZone) {
        self.freezes = freezes
        self.instant = instant
        self.zone = zone
    }

    package var inForce: [Freeze] { freezes.filter { $0.isInForce(at: instant) } }

    package var isFrozen: Bool { !inForce.isEmpty }
}
