import Alerting
import Core
import Foundation

/// The changes of a decision, a line each, in the words of scenarios.
enum Transitions {
    static func lines(_ decision: Decision, from state: AlertingState) -> [String] {
        alerts(decision, state) + incidents(decision, state) + messages(decision)
    }

    private static func alerts(_ decision: Decision, _ state: AlertingState) -> [String] {
        decision.alerts.compactMap { alert in
            let before = state.alerts[alert.key]?.state ?? .inactive
            switch (before, alert.state) {
            case (.firing(let old), .firing(let new)):
                return new.severity > old.severity ? "\(alert.key) rises to \(new.severity.rawValue)" : nil
            case (_, .firing(let new)): return "\(alert.key) fires \(new.severity.rawValue)"
            case (.pending, .pending): return nil
            case (_, .pending): return "\(alert.key) is pending"
            case (.pending, .inactive): return "\(alert.key) is not pending"
            case (.firing, .resolved(_, let reason)): return "\(alert.key) resolves: \(reason.rawValue)"
            default: return nil
            }
        }
    }

    private static func incidents(_ decision: Decision, _ state: AlertingState) -> [String] {
        let before = Dictionary(state.incidents.map { ($0.id, $0) }) { first, _ in first }
        return decision.incidents.flatMap { incident -> [String] in
            let name = "incident \(incident.members[0].key)"
            guard let old = before[incident.id] else {
                return ["\(name) opens"] + incident.members.dropFirst().map { "\(name) is joined by \($0.key)" }
                    + root(incident, name, was: incident.members[0].key)
            }
            let known = Set(old.members.map(\.key))
            var lines = incident.members.filter { !known.contains($0.key) }.map { "\(name) is joined by \($0.key)" }
            lines += root(incident, name, was: old.root.key)
            if old.state.name != incident.state.name {
                lines.append("\(name) is \(incident.state.name)\(incident.state.response.map { " by \($0.by)" } ?? "")")
            }
            let done = Set(old.steps.filter(\.isDone).map { "\($0.owner) \($0.number)" })
            lines += incident.steps.filter { $0.isDone && !done.contains("\($0.owner) \($0.number)") }
                .map { "\(name) is escalated to \($0.team)" }
            return lines
        }
    }

    private static func root(_ incident: Incident, _ name: String, was: AlertKey) -> [String] {
        incident.root.key == was ? [] : ["\(name) has the root \(incident.root.key)"]
    }

    private static func messages(_ decision: Decision) -> [String] {
        decision.messages.map { message in
            guard message.kind != .heartbeat else { return "tells \(message.channel): heartbeat" }
            let teams = message.teams.joined(separator: " and ")
            let what = "\(message.kind.rawValue) \(message.severity.rawValue): \(message.content.firstStep)"
            return "tells \(teams) on \(message.channel): \(what)"
        }
            + decision.audit.filter { $0.kind == .notTold }.map { entry in
                let about = entry.check.isEmpty ? "" : " of \(entry.check) \(entry.subject)"
                let team = entry.text.prefix { $0 != ":" }
                return "does not tell \(team)\(about)\(short(String(entry.text.dropFirst(team.count))))"
            }
    }

    /// A reason without what nobody can know beforehand: ids, instants.
    private static func short(_ reason: String) -> String {
        [" (", " until "].reduce(reason) { text, end in text.components(separatedBy: end)[0] }
    }
}
