package import Core
package import Foundation
package import Lifecycle
package import TradingCalendar

/// Whether deployments are held back, by what and until when: `bellwether freeze status`.
package struct FreezesView {
    private let freezes: [Freeze]
    private let zone: ExchangeZone
    private let instant: Date

    /// - Parameters:
    ///   - freezes: all that there are.
    ///   - zone: of the times that people read.
    package init(_ freezes: [Freeze], at instant: Date, zone: ExchangeZone) {
        self.freezes = freezes
        self.instant = instant
        self.zone = zone
    }

    package var isFrozen: Bool { freezes.contains { $0.isInForce(at: instant) } }

    package var text: String {
        let inForce = freezes.filter { $0.isInForce(at: instant) }
        guard !inForce.isEmpty else { return "free: nothing is frozen\n" }
        let rows = inForce.map { freeze in
            [
                freeze.id, freeze.scope.rawValue, zone.text(freeze.from), zone.text(freeze.until), freeze.author,
                freeze.incident ?? "–", freeze.reason,
            ]
        }
        return "frozen\n"
            + TextTable([["id", "scope", "since", "until", "by", "incident", "reason"]] + rows, left: 7).lines
            .joined(separator: "\n") + "\n"
    }

    package var json: JSONValue {
        [
            "status": isFrozen ? "frozen" : "free", "at": .string(Timestamp.text(instant)),
            "freezes": .array(freezes.map { $0.json(at: instant) }),
        ]
    }
}

extension Freeze {
    fileprivate func json(at instant: Date) -> JSONValue {
        [
            "id": .string(id), "scope": .string(scope.rawValue), "reason": .string(reason), "by": .string(author),
            "incident": JSONValue(incident), "from": .string(Timestamp.text(from)),
            "until": .string(Timestamp.text(until)), "in_force": .bool(isInForce(at: instant)),
            "lifted_at": JSONValue(lift.map { Timestamp.text($0.at) }), "lifted_by": JSONValue(lift?.by),
            "lifted_because": JSONValue(lift?.reason),
        ]
    }
}
