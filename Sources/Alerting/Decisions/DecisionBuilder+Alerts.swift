import Core
import Foundation

/// Alerts see their sessions.
extension DecisionBuilder {
    mutating func seeSessions(_ evaluations: [AlertKey: Evaluation]) {
        for rule in decider.rules {
            for subject in rule.subjects {
                let key = AlertKey(check: rule.check, subject: subject)
                guard let evaluation = evaluations[key] else { continue }
                var alert = alerts[key] ?? Alert(key)
                if let seen = alert.session, evaluation.session <= seen { continue }
                let incident = alert.firing?.incident ?? ""
                let change = alert.see(evaluation, rule, at: instant)
                alerts[key] = alert
                guard let change else { continue }
                if case .fired(_, let why) = change, let firing = alert.firing {
                    fired.append((rule, evaluation, firing, why))
                } else {
                    record(change, key, incident, evaluation)
                }
            }
        }
    }

    /// Alerts whose check or subject the policy does not have any more.
    mutating func removeUnknown() {
        let known = Set(
            decider.rules.flatMap { rule in rule.subjects.map { AlertKey(check: rule.check, subject: $0) } })
        let unknown = alerts.keys.filter { !known.contains($0) }.sorted()
        for key in unknown {
            guard var alert = alerts[key] else { continue }
            let incident = alert.firing?.incident ?? ""
            let change = alert.remove(at: instant)
            alerts[key] = alert
            if let change { record(change, key, incident, nil) }
        }
    }

    /// Writes down what a session did to an alert that does not begin to fire.
    private mutating func record(
        _ change: AlertChange, _ key: AlertKey, _ incident: String, _ evaluation: Evaluation?
    ) {
        switch change {
        case .pending(let why): audit("pending", key: key, why)
        case .dropped(let why): audit("not pending", key: key, why)
        case .held(let why): audit("held", incident: incident, key: key, why)
        case .rose(let severity, let why):
            let seen = evaluation.map { snapshot($0.result) }
            update(key, in: incident) { member in
                member.severity = max(member.severity, severity)
                if let seen { member.snapshot = seen }
            }
            worsened[incident, default: []].append(key)
            audit("rose", incident: incident, key: key, "\(severity.rawValue): \(why)")
        case .resolved(let reason, let why):
            let resolution = Incident.Member.Resolution(at: instant, reason: reason)
            update(key, in: incident) { $0.resolution = resolution }
            audit("alert resolved", incident: incident, key: key, "\(reason.rawValue): \(why)")
        case .fired: break
        }
    }

    mutating func update(_ key: AlertKey, in incident: String, _ change: (inout Incident.Member) -> Void) {
        guard let at = index(of: incident),
            let member = incidents[at].members.firstIndex(where: { $0.key == key })
        else { return }
        change(&incidents[at].members[member])
    }

    func snapshot(_ result: CheckResult) -> Incident.Member.Snapshot {
        .init(
            value: result.measurement.value, threshold: result.threshold, reason: result.reason,
            evidence: decider.evidence(result))
    }
}
