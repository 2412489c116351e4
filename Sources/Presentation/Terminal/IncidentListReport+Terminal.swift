import Alerting
import Core
package import Reports
import TradingCalendar

extension IncidentListReport: Presentable {
    /// A line for each.
    package func text(_ style: Style, width: Int) -> String {
        guard !incidents.isEmpty else { return "no incident\n" }
        let head = ["id", "opened", "resolved", "state", "severity", "root", "owners", "alerts", "told"]
        return TextTable([head] + incidents.map(cells), left: 9).text
    }

    /// A team that was not reached does not read as one that was.
    private static func text(_ notified: IncidentReport.Notified) -> String {
        let absent = notified.failed + notified.waiting
        guard !absent.isEmpty else { return notified.team }
        let place = notified.isReached ? " on \(absent.sorted().joined(separator: " and "))" : ""
        return "\(notified.team) (not delivered\(notified.failed.isEmpty ? " yet" : "")\(place))"
    }

    private func cells(_ report: IncidentReport) -> [String] {
        let (incident, root) = (report.incident, report.incident.root)
        let teams = report.notifiedTeams
        return [
            incident.id, zone.day(of: incident.openedAt).description,
            incident.state.resolvedAt.map { zone.day(of: $0).description } ?? "–", incident.state.name,
            incident.severity.rawValue, "\(root.origin.layer.rawValue): \(root.key)",
            root.origin.owners.joined(separator: ", "), "\(incident.members.count)",
            teams.isEmpty ? "nobody" : teams.map(IncidentListReport.text).joined(separator: ", "),
        ]
    }
}
