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
    /// - Parameters:
    ///   - alerts: as they are now.
    ///   - evaluations: of this instant, as far as there are any.
    static func lines(
        _ incident: Incident, now alerts: [AlertKey: Alert], evaluations: [AlertKey: Evaluation]
    ) -> [Line] {
        let root = incident.root
        let rest = incident.members.filter { $0.key != root.key }
        return ([root] + rest).map { member in
            let alert = alerts[member.key]
            let now = alert?.reason ?? ""
            // The figures of the breach belong to a breach that is over; what still fires is told as it is now.
            let isOutdated = member.resolution == nil && !now.isEmpty && now != member.snapshot.reason
            let evidence = isOutdated ? evaluations[member.key]?.result.evidence.line ?? "" : nil
            return Line(
                check: member.key.check, subject: member.key.subject, layer: member.origin.layer,
                severity: member.severity, since: member.pendingAt, resolvedAt: member.resolution?.at,
                reason: isOutdated ? now : member.snapshot.reason,
                evidence: evidence ?? member.snapshot.evidence.line,
                now: member.resolution == nil || now.isEmpty ? nil : now)
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
