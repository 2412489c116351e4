package import Core
import Foundation
import Lifecycle
package import Reports

extension FreezeReport: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "status": isFrozen ? "frozen" : "free", "at": instant, "freezes": freezes.map { $0.json(at: instant) },
        ])
    }
}

extension Freeze {
    fileprivate func json(at instant: Date) -> JSONValue {
        .fields([
            "id": id, "scope": scope.rawValue, "reason": reason, "by": author, "incident": incident, "from": from,
            "until": until, "in_force": isInForce(at: instant), "lifted_at": lift?.at, "lifted_by": lift?.by,
            "lifted_because": lift?.reason,
        ])
    }
}
