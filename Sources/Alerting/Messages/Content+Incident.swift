import Core
import Foundation
import TradingCalendar

extension Message.Content {
    /// - Parameters:
    ///   - teams: for whom it is; their first step is that of what is their own.
    ///   - lines: of the incident's alerts, the same for everybody.
    init(
        _ incident: Incident, kind: Message.Kind, severity: Severity, why: String, for teams: [String], lines: [Line]
    ) {
        let root = incident.root
        let others = incident.members.count - 1
        let more = others == 0 ? "" : " and \(others.counted("other alert"))"
        let what = "\(root.key)\(more)"
        headline =
            kind == .resolve
            ? "resolved: \(what)" : "\(severity.rawValue): \(what)"
        self.why = why
        openedAt = Timestamp.text(incident.openedAt)
        alerts = lines
        owners = root.origin.owners
        let own = incident.members.filter { member in member.origin.owners.contains(where: teams.contains) }
        firstStep = (Incident.first(of: own) ?? root).origin.firstStep
    }

    /// What is said of each alert, the root first.
    static func lines(_ incident: Incident) -> [Line] {
        let root = incident.root
        let rest = incident.members.filter { $0.key != root.key }
        return ([root] + rest).map { member in
            Line(
                check: member.key.check, subject: member.key.subject, layer: member.origin.layer.rawValue,
                severity: member.severity.rawValue, since: Timestamp.text(member.pendingAt),
                resolvedAt: member.resolution.map { Timestamp.text($0.at) }, reason: member.snapshot.reason,
                evidence: member.snapshot.evidence.line)
        }
    }

    init(heartbeatOf deployment: String, at instant: Date) {
        headline = "\(deployment) is watched"
        why = "the tick of \(Timestamp.text(instant))"
        openedAt = Timestamp.text(instant)
        alerts = []
        owners = []
        firstStep = ""
    }
}
