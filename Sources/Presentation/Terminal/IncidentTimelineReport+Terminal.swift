import Alerting
import Core
import Foundation
package import Reports
import TradingCalendar

extension IncidentTimelineReport: Presentable {
    /// Instants in a row at which nothing new happened that are shown; the JSON and the audit have them all.
    private static let maximumQuietRun = 3

    package func text(_ style: Style, width: Int) -> String {
        var lines = head(style, width: width)
        var quiet = 0
        let moments = Dictionary(grouping: events, by: \.at).sorted { $0.key < $1.key }
        for (at, events) in moments {
            let isQuiet = events.allSatisfy(\.isQuiet)
            quiet = isQuiet ? quiet + 1 : 0
            if quiet == Self.maximumQuietRun + 1 {
                lines += ["", style.dim("    … and so on: --format json has it all")]
            }
            guard quiet <= Self.maximumQuietRun else { continue }
            lines += ["", style.bold("  \(zone.text(at))")]
            for event in events { lines += event.lines(style, width: width) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func head(_ style: Style, width: Int) -> [String] {
        let incident = report.incident
        let root = incident.root
        let severity = style.verdict(
            incident.severity.rawValue, incident.severity == .critical ? .critical : .warning)
        let owners = root.origin.owners.joined(separator: " and ")
        var lines = [
            "\(style.bold("incident \(incident.id)")) · \(severity) · \(incident.state.name)",
            "  root: \(root.origin.layer.rawValue): \(root.key) · owner: \(owners)".printable,
            "  first step: \(root.origin.firstStep)".printable,
        ]
        if let response = incident.state.response {
            lines.append("  \(incident.state.name) by \(response.by.printable) until \(zone.text(response.until))")
        }
        for item in report.deadLetters {
            let text = "not delivered: \(item.message.key): \(item.delivery.reason)".printable
            lines += text.wrapped(to: max(40, width - 2)).map { "  \($0)" }
        }
        return lines
    }
}

extension IncidentTimelineReport.Event {
    fileprivate func lines(_ style: Style, width: Int) -> [String] {
        let text = words.wrapped(to: max(40, width - 21))
        let indent = String(repeating: " ", count: 19)
        guard about.isEmpty else {
            return ["    \(name.padded(14)) \(about)".printable] + text.map { style.dim(indent + $0) }
        }
        return ["    \(name.padded(14)) \(text.first ?? "")"] + text.dropFirst().map { indent + $0 }
    }
}
