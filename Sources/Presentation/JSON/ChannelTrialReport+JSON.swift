package import Core
package import Reports

extension ChannelTrialReport: JSONConvertible {
    package var json: JSONValue { .fields(["tests": entries]) }
}

extension ChannelTrialReport.Entry: JSONConvertible {
    package var json: JSONValue {
        .fields([
            "channel": channel, "channel_kind": kind, "kind": message, "delivered": isDelivered, "reason": reason,
            "receipt": receipt,
        ])
    }
}
