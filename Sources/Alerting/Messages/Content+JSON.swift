import Core
import Foundation
import TradingCalendar

extension Message.Content {
    /// The JSON of ``alerts``, which the messages of one incident share.
    package var alertsText: String { "[\(alerts.map(\.jsonText).joined(separator: ","))]" }

    /// The text that it is stored as, and read from. It is written field by field, since every message of every tick
    /// is.
    /// - Parameter alerts: ``alertsText``.
    package func jsonText(alerts: String) -> String {
        var writer = JSONWriter()
        writer.object { content in
            content.field("alerts", json: alerts)
            content.field("firstStep", firstStep)
            content.field("headline", headline)
            content.field("openedAt", Timestamp.text(openedAt))
            content.field("owners", owners)
            content.field("why", why)
        }
        return writer.text
    }
}

extension Message.Content.Line {
    fileprivate var jsonText: String {
        var writer = JSONWriter()
        writer.object { line in
            line.field("check", check)
            line.field("evidence", evidence)
            line.field("layer", layer.rawValue)
            if let now { line.field("now", now) }
            line.field("reason", reason)
            line.field("resolvedAt", resolvedAt.map { Timestamp.text($0) })
            line.field("severity", severity.rawValue)
            line.field("since", Timestamp.text(since))
            line.field("subject", subject)
        }
        return writer.text
    }
}
