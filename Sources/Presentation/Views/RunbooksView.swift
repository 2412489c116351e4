package import Alerting
package import Core
import Engine
import Foundation
package import PolicyFile
package import Storage
import TradingCalendar

/// Where the runbooks of incidents stand: `bellwether runbook list`.
package struct RunbooksView {
    private struct Line {
        let incident: Incident
        let runbook: Runbook?
        let next: Int?
        let latest: RunbookJob?
    }

    private let lines: [Line]
    private let policy: Policy

    /// - Parameter isWanted: of which incidents.
    package init(_ store: any MonitorStore, _ policy: Policy, _ isWanted: (Incident) -> Bool) throws {
        self.policy = policy
        lines = try store.incidents().filter(isWanted).map { incident in
            guard let runbook = policy.runbook(ofCheck: incident.root.key.check) else {
                return Line(incident: incident, runbook: nil, next: nil, latest: nil)
            }
            let rules = RunbookRules(
                incident, about: incident.root.key, runbook, try store.jobs(incident: incident.id), now: .distantPast,
                instant: .distantPast)
            let next = rules.next
            return Line(incident: incident, runbook: runbook, next: next, latest: next.flatMap { rules.latest($0) })
        }
    }

    package var text: String {
        guard !lines.isEmpty else { return "no incident\n" }
        let rows = lines.map { line -> [String] in
            let step: String =
                if let runbook = line.runbook {
                    line.next.map { "\($0) of \(runbook.steps.count): \(runbook.steps[$0 - 1].title)" } ?? "all done"
                } else { "the policy has no such check any more" }
            return [
                line.incident.id, policy.calendar.zone.day(of: line.incident.openedAt).description,
                line.incident.state.name, "\(line.incident.root.key)", line.runbook?.name ?? "–",
                line.runbook?.version ?? "–", step, line.latest?.state.name ?? "",
            ]
        }
        return TextTable(
            [["incident", "opened", "state", "root", "runbook", "version", "next step", ""]] + rows, left: 8
        ).lines.joined(separator: "\n") + "\n"
    }

    package var json: JSONValue {
        [
            "incidents": .array(
                lines.map { line in
                    [
                        "incident": .string(line.incident.id), "state": .string(line.incident.state.name),
                        "check": .string(line.incident.root.key.check),
                        "subject": .string(line.incident.root.key.subject),
                        "runbook": JSONValue(line.runbook?.name), "version": JSONValue(line.runbook?.version),
                        "steps": JSONValue(line.runbook?.steps.count), "next_step": JSONValue(line.next),
                        "next_title": JSONValue(
                            line.next.flatMap { step in line.runbook.map { $0.steps[step - 1].title } }),
                        "next_state": JSONValue(line.latest?.state.name),
                    ]
                })
        ]
    }
}
