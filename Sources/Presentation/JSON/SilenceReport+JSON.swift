package import Alerting
package import Core
package import Reports

extension SilenceReport: JSONConvertible {
    package var json: JSONValue { .fields(["silences": silences]) }
}

extension Silence: JSONConvertible {
    package var json: JSONValue {
        let matchers = Dictionary(uniqueKeysWithValues: matchers.map { ($0.key.rawValue, $0.value) })
        return .fields([
            "id": id, "from": start, "until": end, "author": author, "reason": reason, "matchers": matchers,
        ])
    }
}
