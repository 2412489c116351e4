import Core
import Foundation
import TradingCalendar

extension Message.Content {
    /// - Parameters:
    ///   - teams: the teams that it is for; they are told the first step of their own alerts.
    ///   - lines: the incident's alerts, the same for everybody.
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
        openedAt = incident.openedAt
        alerts = lines
        owners = root.origin.owners
        let own = incident.members.filter { member in member.origin.owners.contains(where: teams.contains) }
        firstStep = (Incident.first(of: own) ?? root).origin.firstStep
    }

    /// The alerts of an incident, the root first.
    static func lines(_ incident: Incident) -> [Line] {
        let root = incident.root
        let rest = incident.members.filter { $0.key != root.key }
        return ([root] + rest).map { member in
            Line(
                check: member.key.check, subject: member.key.subject, layer: member.origin.layer,
                severity: member.severity, since: member.pendingAt, resolvedAt: member.resolution?.at,
                reason: member.snapshot.reason, evidence: member.snapshot.evidence.line)
        }
    }

    init(heartbeatOf deployment: String, at instant: Date) {
        headline = "\(deployment) is watched"
        why = "the tick of \(Timestamp.text(instant))"
        openedAt = instant
        alerts = []
        owners = []
        firstStep = ""
    }
}
