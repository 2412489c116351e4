import Core
package import TradingCalendar

extension Message {
    /// As plain text, a line each.
    /// - Parameter zone: of the times that people read.
    package func lines(zone: ExchangeZone) -> [String] {
        func time(_ text: String) -> String { Timestamp.parse(text).map(zone.text) ?? text }
        var lines = [content.headline, "why now: \(content.why)"]
        for alert in content.alerts {
            let resolved = alert.resolvedAt.map { ", resolved \(time($0))" } ?? ""
            lines.append(
                "\(alert.layer): \(alert.check) \(alert.subject) \(alert.severity) since \(time(alert.since))\(resolved)"
            )
            lines.append("  \(alert.reason)")
            if !alert.evidence.isEmpty { lines.append("  \(alert.evidence)") }
        }
        if !content.owners.isEmpty { lines.append("owner: \(content.owners.joined(separator: " and "))") }
        if !content.firstStep.isEmpty { lines.append("first step: \(content.firstStep)") }
        if kind != .heartbeat { lines.append("more: bellwether incidents show \(incident)") }
        return lines
    }
}
