package import Alerting
import Checks
package import Core
package import Foundation
package import PolicyFile
package import Storage
import TradingCalendar

/// Ticks of one policy on what was read: gather, decide, commit.
package struct Ticker: Sendable {
    package let policy: Policy
    private let history: DeploymentHistory
    private let decider: Decider
    private let rules: [String: AlertRule]

    package init(_ history: DeploymentHistory) {
        policy = history.policy
        self.history = history.cached()
        decider = policy.decider
        rules = Dictionary(policy.alertRules.map { ($0.check, $0) }) { first, _ in first }
    }

    /// One tick, written before it returns.
    /// - Throws: ``StoreError`` when the store is at this instant already, and what the store throws when it cannot write.
    @discardableResult
    package func tick(_ store: any MonitorStore, at instant: Date, _ mode: TickMode) throws -> Tick {
        var gathered: (alerts: [AlertKey: Alert], evaluations: [AlertKey: Evaluation])?
        return try store.retrying {
            let state = try store.state()
            // Gathering takes long and rests on the alerts alone, so another change does not repeat it.
            let known = gathered.flatMap { $0.alerts == state.alerts ? $0.evaluations : nil }
            let evaluations = known ?? gather(state, at: instant)
            gathered = (state.alerts, evaluations)
            var decision = decider.tick(evaluations, state, at: instant)
            decision.audit.append(summary(evaluations, at: instant))
            let observations = evaluations.sorted { $0.key < $1.key }.map { Observation($0.value, at: instant) }
            try store.commit(decision, observations: observations, mode: mode)
            let verdicts = evaluations.values.map(\.result.verdict)
            return Tick(decision: decision, worst: verdicts.isEmpty ? nil : Verdict.worst(of: verdicts))
        }
    }

    /// What the checks say that an alert has not seen yet.
    private func gather(_ state: AlertingState, at instant: Date) -> [AlertKey: Evaluation] {
        var due: [(rule: CheckRule, session: Day)] = []
        for rule in policy.checks {
            guard let session = rules[rule.name].flatMap({ policy.calendar.latestDue(at: instant, lag: $0.lag) }) else {
                continue
            }
            let isNew = rule.subjects.contains { subject in
                state.alerts[AlertKey(check: rule.name, subject: rule.name(of: subject))]?.occasion.map {
                    $0 < .session(session)
                }
                    ?? true
            }
            if isNew { due.append((rule, session)) }
        }
        let known = history.known(at: instant, rules: due.map(\.rule))
        let sessions = Dictionary(due.map { ($0.rule.name, $0.session) }) { first, _ in first }
        func evaluations(_ rules: [CheckRule], _ depth: EvaluationDetail) -> [AlertKey: Evaluation] {
            var found: [AlertKey: Evaluation] = [:]
            for result in CheckRun(policy, known, asOf: instant, rules: rules, depth: depth).results {
                guard let session = sessions[result.check] else { continue }
                found[AlertKey(check: result.check, subject: result.subject)] = Evaluation(
                    result, about: .session(session))
            }
            return found
        }
        var found = evaluations(due.map(\.rule), .verdict)
        // All evidence only of what will be told.
        let news = Set(found.filter { isNews($0.key, $0.value, state, at: instant) }.keys)
        let rules = due.map(\.rule).compactMap { rule in
            rule.keeping { news.contains(AlertKey(check: rule.name, subject: rule.name(of: $0))) }
        }
        found.merge(evaluations(rules, .evidence)) { _, whole in whole }
        return found
    }

    /// Whether an alert fires or gets worse by what it sees.
    private func isNews(_ key: AlertKey, _ evaluation: Evaluation, _ state: AlertingState, at instant: Date) -> Bool {
        guard let rule = rules[key.check] else { return false }
        var alert = state.alerts[key] ?? Alert(key)
        switch alert.see(evaluation, by: rule, at: instant) {
        case .fired, .rose: return true
        case .pending, .dropped, .unchanged, .resolved, nil: return false
        }
    }

    private func summary(_ evaluations: [AlertKey: Evaluation], at instant: Date) -> AuditEntry {
        let verdicts = Dictionary(grouping: evaluations.values, by: \.result.verdict)
        let counts = Verdict.allCases.reversed().compactMap { verdict in
            verdicts[verdict].map { found in
                let why = verdict == .error ? Set(found.map(\.result.reason)).sorted().joined(separator: "; ") : ""
                return "\(found.count) \(verdict.rawValue)\(why.isEmpty ? "" : " (\(why))")"
            }
        }
        return AuditEntry(
            at: instant, kind: "tick",
            text: "policy \(policy.digest): \(counts.isEmpty ? "nothing was due" : counts.joined(separator: ", "))")
    }
}

/// What a tick did.
package struct Tick: Sendable {
    package let decision: Decision
    /// The worst verdict of what it judged; nil where nothing was due.
    package let worst: Verdict?
}
