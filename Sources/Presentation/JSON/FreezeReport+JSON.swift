package import Core
import Foundation
package import Reports

extension FreezeReport: JSONConvertible {
    package var json: JSONValue {
        .fields(["status": isFrozen ? "frozen" : "free", "at": instant, "freezes": freezes])
    }
}

/// The state that the change led to.
extension FreezeChangeReport: JSONConvertible {
    package var json: JSONValue { freezes.json }
}

extension FreezeReport.Entry: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "id": id, "scope": scope, "reason": reason, "by": author, "incident": incident, "from": from,
            "until": until, "in_force": isInForce, "lifted_at": lift?.at, "lifted_by": lift?.by,
            "lifted_because": lift?.reason,
        ])
    }
}
