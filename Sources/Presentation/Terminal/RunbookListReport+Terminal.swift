import Alerting
package import Reports
import TradingCalendar

extension RunbookListReport: Presentable {
    package func text(_ style: Style, width: Int) -> String {
        guard !entries.isEmpty else { return "no incident\n" }
        let head = ["incident", "opened", "state", "root", "runbook", "version", "next step", ""]
        return TextTable([head] + entries.map(cells), left: 8).text
    }

    private func cells(_ entry: Entry) -> [String] {
        let incident = entry.incident
        return [
            incident.id, zone.day(of: incident.openedAt).description, incident.state.name, "\(incident.root.key)",
            entry.runbook?.name ?? "–", entry.runbook?.version ?? "–", step(entry),
            "\(entry.latest?.state.name ?? "")\(entry.awaitedApproval.map { " of \($0)" } ?? "")",
        ]
    }

    private func step(_ entry: Entry) -> String {
        guard let runbook = entry.runbook else { return "the policy has no such check any more" }
        guard let step = entry.nextStep, let title = entry.nextTitle else { return "all done" }
        return "\(step) of \(runbook.steps.count): \(title)"
    }
}
