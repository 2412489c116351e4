import Core

extension Message.Content {
    /// What ``alerts`` are in JSON.
    package var alertsText: String { "[\(alerts.map(\.jsonText).joined(separator: ","))]" }

    /// The text that it is kept as; reads back as it was. Written by hand, since every message of every tick is.
    /// - Parameter alerts: ``alertsText``, which the messages of one incident share.
    package func jsonText(alerts: String) -> String {
        let owners = owners.map(JSONValue.quoted).joined(separator: ",")
        return
            "{\"alerts\":\(alerts),\"firstStep\":\(JSONValue.quoted(firstStep)),\"headline\":\(JSONValue.quoted(headline)),\"openedAt\":\(JSONValue.quoted(openedAt)),\"owners\":[\(owners)],\"why\":\(JSONValue.quoted(why))}"
    }
}

extension Message.Content.Line {
    fileprivate var jsonText: String {
        let resolved = resolvedAt.map(JSONValue.quoted) ?? "null"
        return
            "{\"check\":\(JSONValue.quoted(check)),\"evidence\":\(JSONValue.quoted(evidence)),\"layer\":\(JSONValue.quoted(layer)),\"reason\":\(JSONValue.quoted(reason)),\"resolvedAt\":\(resolved),\"severity\":\(JSONValue.quoted(severity)),\"since\":\(JSONValue.quoted(since)),\"subject\":\(JSONValue.quoted(subject))}"
    }
}
