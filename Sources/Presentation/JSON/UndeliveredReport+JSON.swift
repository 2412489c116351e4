import Alerting
package import Core
package import Reports

extension UndeliveredReport: JSONConvertible {
    package var json: JSONValue {
        let letters = dead.map { letters in
            JSONValue.fields([
                "channel": letters.channel, "state": "dead", "keys": letters.keys, "incidents": letters.incidents,
                "reason": letters.reason,
            ])
        }
        let missing = unconfigured.map { channel in
            JSONValue.fields([
                "channel": channel.channel, "state": "not configured", "keys": [String](), "incidents": [String](),
                "reason": channel.reasons.joined(separator: "; "),
            ])
        }
        return .array(letters + missing)
    }
}
