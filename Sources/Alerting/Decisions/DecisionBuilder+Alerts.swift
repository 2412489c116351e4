import Core
import Foundation
import TradingCalendar

/// Alerts take in their evaluations.
extension DecisionBuilder {
    /// Remembers changes of rules with the alerts that fire by them.
    mutating func note(_ ruleChanges: [String: String]) {
        for (key, alert) in alerts where alert.firing != nil {
            guard let change = ruleChanges[key.check] else { continue }
            alerts[key]?.ruleChange = change
        }
    }

    mutating func see(_ evaluations: [AlertKey: Evaluation]) {
        self.evaluations = evaluations
        for rule in decider.rules {
            for key in rule.keys {
                guard let evaluation = evaluations[key] else { continue }
                var alert = alerts[key] ?? Alert(key)
                guard alert.awaits(evaluation.occasion, content: evaluation.content) else { continue }
                let incident = alert.firing?.incident ?? ""
                let change = alert.see(evaluation, by: rule, at: instant)
                // An alert that breaches the changed rule, too, does not end because of the change.
                if case .breach = rule.signal(evaluation) { alert.ruleChange = nil }
                alerts[key] = alert
                guard let change else { continue }
                if case .fired(_, let why) = change, let firing = alert.firing {
                    fired.append(FiredAlert(rule: rule, evaluation: evaluation, firing: firing, why: why))
                } else {
                    record(change, of: key, in: incident, seen: evaluation)
                }
            }
        }
    }

    /// Ends alerts whose check or subject has left the policy.
    mutating func removeUnknown() {
        let known = Set(decider.rules.flatMap(\.keys))
        let unknown = alerts.keys.filter { !known.contains($0) }.sorted()
        for key in unknown {
            guard var alert = alerts[key] else { continue }
            let incident = alert.firing?.incident ?? ""
            let change = alert.remove(at: instant)
            alerts[key] = alert
            if let change { record(change, of: key, in: incident, seen: nil) }
        }
    }

    /// Records the effect of an evaluation on an alert that does not begin to fire.
    private mutating func record(
        _ change: AlertChange, of key: AlertKey, in incident: String, seen evaluation: Evaluation?
    ) {
        switch change {
        case .pending(let why): audit(.pending, key: key, why)
        case .dropped(let why): audit(.notPending, key: key, why)
        case .unchanged(let why): audit(.held, incident: incident, key: key, why)
        case .rose(let severity, let why):
            let seen = evaluation.map { snapshot($0.result) }
            update(key, in: incident) { member in
                member.severity = max(member.severity, severity)
                if let seen { member.snapshot = seen }
            }
            worsened[incident, default: []].append(key)
            audit(.rose, incident: incident, key: key, "\(severity.rawValue): \(why)")
        case .resolved(let reason, let why):
            let resolution = Incident.Member.Resolution(at: instant, reason: reason)
            update(key, in: incident) { $0.resolution = resolution }
            audit(.alertResolved, incident: incident, key: key, "\(reason.rawValue): \(why)\(ruleChange(of: key))")
        case .fired: break
        }
    }

    /// For the end of a reason: the change of its rule since which an alert has not breached; else empty.
    private func ruleChange(of key: AlertKey) -> String {
        alerts[key]?.ruleChange.map { "; the rule has changed: \($0)" } ?? ""
    }

    mutating func update(_ key: AlertKey, in incident: String, by change: (inout Incident.Member) -> Void) {
        guard let index = index(of: incident),
            let member = incidents[index].members.firstIndex(where: { $0.key == key })
        else { return }
        change(&incidents[index].members[member])
    }

    func snapshot(_ result: CheckResult) -> Incident.Member.Snapshot {
        .init(
            value: result.measurement.value, threshold: result.threshold, reason: result.reason,
            evidence: .figures(result.evidence))
    }
}
