package import Alerting
import Checks
package import Core
package import Foundation
import Lifecycle
package import PolicyFile
package import Storage
import TradingCalendar

/// Ticks of one policy on what was read: gather, decide, commit.
package struct Ticker: Sendable {
    package let policy: Policy
    private let history: ServedHistory
    private let decider: Decider
    private let rules: [String: AlertRule]
    private let content: DeploymentContent
    private let settingsDigest: String
    private let ahead = EvaluationsAhead()

    package init(_ history: DeploymentHistory) {
        policy = history.policy
        self.history = ServedHistory(history)
        decider = policy.decider
        content = DeploymentContent(history)
        settingsDigest = policy.settings.digest
        rules = Dictionary(policy.alertRules.map { ($0.check, $0) }) { first, _ in first }
    }

    /// One tick, written before it returns.
    /// - Parameters:
    ///   - instants: all that are to be ticked, ascending, where there are several.
    ///   - onConflict: is told when another change came between, so that it is decided again.
    /// - Throws: ``StoreError`` when the store is at this instant already, and what the store throws when it cannot
    ///   write.
    @discardableResult
    package func tick(
        _ store: any MonitorStore, at instant: Date, _ mode: TickMode, timing: TickTiming = .onTime,
        among instants: [Date] = [],
        onConflict: (StoreError) -> Void = { _ in }
    ) throws -> Tick {
        var gathered: (alerts: [AlertKey: Alert], promotions: Int, evaluations: [AlertKey: Evaluation])?
        return try store.retrying {
            let state = try store.state()
            let served = try history.content(store)
            let promotions = served.recorded.promotions.count
            // Gathering takes long and rests on alerts and promotions alone, so another change does not repeat it.
            let known = gathered.flatMap {
                $0.alerts == state.alerts && $0.promotions == promotions ? $0.evaluations : nil
            }
            let evaluations = known ?? gather(state, served, at: instant, among: instants)
            gathered = (state.alerts, promotions, evaluations)
            let registry = try served.history.model?.due(after: served.recorded, at: instant) ?? RegistryChange()
            let isNewPolicy = state.policyDigest != settingsDigest
            let former = isNewPolicy ? try store.policySettings() : nil
            var decision = decider.tick(
                evaluations, state, at: instant, timing: timing, ruleChanges: ruleChanges(since: former))
            if isNewPolicy { decision.policy = policy.settings }
            decision.audit.insert(
                contentsOf: policyEntries(since: former, at: instant) + registry.promotions.map(\.auditEntry), at: 0)
            decision.audit.append(summary(evaluations, after: state, at: instant))
            let observations = evaluations.sorted { $0.key < $1.key }.map { Observation($0.value, at: instant) }
            try store.commit(decision, observations: observations, registry: registry, mode: mode)
            let verdicts = evaluations.values.map(\.result.verdict)
            return Tick(decision: decision, worst: verdicts.isEmpty ? nil : Verdict.worst(of: verdicts))
        } onConflict: {
            onConflict($0)
        }
    }

    // MARK: - Changes of the policy

    private func policyEntries(since former: PolicySettings?, at instant: Date) -> [AuditEntry] {
        let changes = former.map { policy.settings.changes(from: $0) } ?? [:]
        return changes.sorted { $0.key < $1.key }.map { owner, change in
            let check = owner.hasPrefix("checks.") ? String(owner.dropFirst("checks.".count)) : ""
            return AuditEntry(at: instant, kind: .policyChanged, check: check, text: "\(owner): \(change)")
        }
    }

    /// The changes of settings that the verdicts of a check depend on, by check.
    private func ruleChanges(since former: PolicySettings?) -> [String: String] {
        guard let former else { return [:] }
        let changes = policy.settings.changes(from: former, without: ["name", "owner", "runbook"])
        var found: [String: String] = [:]
        for rule in policy.checks where !changes.isEmpty {
            let sections =
                (rule.source.map { ["sources.\($0)"] } ?? []) + ["calendar", "baseline"]
                + (rule.isAboutModel ? ["model", "decision"] : [])
            let own = changes["checks.\(rule.name)"].map { [$0] } ?? []
            let all = own + sections.compactMap { owner in changes[owner].map { "\(owner): \($0)" } }
            if !all.isEmpty { found[rule.name] = all.joined(separator: "; ") }
        }
        return found
    }

    // MARK: - Judging

    /// True if a tick at an instant would judge anything: a session or an instant that is new, or a session whose rows
    /// or rule have changed.
    package func hasWork(_ state: AlertingState, at instant: Date) -> Bool { !due(state, at: instant).isEmpty }

    /// A check that is to be judged.
    private struct Due {
        let rule: CheckRule
        let occasion: Occasion
        /// nil where an occasion is judged once.
        let content: Fingerprint?
    }

    private func due(_ state: AlertingState, at instant: Date) -> [Due] {
        awaited(at: instant).filter { due in
            (rules[due.rule.name]?.keys ?? []).contains { key in
                (state.alerts[key] ?? Alert(key)).awaits(due.occasion, content: due.content)
            }
        }
    }

    /// The occasion of every check at an instant, judged already or not.
    private func awaited(at instant: Date) -> [Due] {
        let known = content.snapshot(at: instant)
        // Sessions are searched for once a lag, not once a check.
        var sessions: [PublicationLag: Occasion] = [:]
        return policy.checks.compactMap { rule in
            guard let alerting = rules[rule.name] else { return nil }
            let isSession = rule.cadence == .session
            let occasion =
                (isSession ? sessions[alerting.lag] : nil)
                ?? rule.cadence.occasion(at: instant, calendar: policy.calendar, lag: alerting.lag)
            guard let occasion else { return nil }
            if isSession { sessions[alerting.lag] = occasion }
            let content = isSession ? known.fingerprint(of: rule) : nil
            return Due(rule: rule, occasion: occasion, content: content)
        }
    }

    /// The results of the checks that are due.
    private func gather(
        _ state: AlertingState, _ served: ServedHistory.Content, at instant: Date, among instants: [Date]
    ) -> [AlertKey: Evaluation] {
        let history = served.history
        let due = due(state, at: instant)
        let made = ahead.evaluations(at: instant, among: instants, generation: served.generation) { next, previous in
            guard let previous else {
                return evaluations(of: due, history, at: next, detail: .verdict, isConcurrent: false)
            }
            let before = Dictionary(awaited(at: previous).map { ($0.rule.name, $0) }) { first, _ in first }
            let new = awaited(at: next).filter { due in
                before[due.rule.name].map { $0.occasion != due.occasion || $0.content != due.content } ?? true
            }
            return evaluations(of: new, history, at: next, detail: .verdict, isConcurrent: false)
        }
        var found: [AlertKey: Evaluation] = [:]
        var rest: [Due] = []
        for due in due {
            let keys = due.rule.subjects.map { AlertKey(check: due.rule.name, subject: due.rule.name(of: $0)) }
            let known = keys.compactMap { made[$0] }.filter {
                $0.occasion == due.occasion && $0.content == due.content
            }
            guard known.count == keys.count else {
                rest.append(due)
                continue
            }
            for (key, evaluation) in zip(keys, known) { found[key] = evaluation }
        }
        found.merge(evaluations(of: rest, history, at: instant, detail: .verdict)) { _, now in now }
        // All evidence only of what will be told.
        let news = Set(found.filter { isNews($0.key, evaluation: $0.value, state: state, at: instant) }.keys)
        let told = due.compactMap { due in
            due.rule.keeping { news.contains(AlertKey(check: due.rule.name, subject: due.rule.name(of: $0))) }
                .map { Due(rule: $0, occasion: due.occasion, content: due.content) }
        }
        found.merge(evaluations(of: told, history, at: instant, detail: .evidence)) { _, whole in whole }
        return found
    }

    private func evaluations(
        of due: [Due], _ history: DeploymentHistory, at instant: Date, detail: EvaluationDetail,
        isConcurrent: Bool = true
    ) -> [AlertKey: Evaluation] {
        guard !due.isEmpty else { return [:] }
        let rules = due.map(\.rule)
        let dueByCheck = Dictionary(due.map { ($0.rule.name, $0) }) { first, _ in first }
        let run = CheckRun(
            policy, history.known(at: instant, rules: rules), asOf: instant, rules: rules, detail: detail,
            isConcurrent: isConcurrent)
        var found: [AlertKey: Evaluation] = [:]
        for result in run.results {
            guard let due = dueByCheck[result.check] else { continue }
            found[AlertKey(check: result.check, subject: result.subject)] = Evaluation(
                result, about: due.occasion, content: due.content)
        }
        return found
    }

    /// True if an alert fires or gets worse by what it sees.
    private func isNews(_ key: AlertKey, evaluation: Evaluation, state: AlertingState, at instant: Date) -> Bool {
        guard let rule = rules[key.check] else { return false }
        var alert = state.alerts[key] ?? Alert(key)
        switch alert.see(evaluation, by: rule, at: instant) {
        case .fired, .rose: return true
        case .pending, .dropped, .unchanged, .resolved, nil: return false
        }
    }

    private func summary(
        _ evaluations: [AlertKey: Evaluation], after state: AlertingState, at instant: Date
    ) -> AuditEntry {
        let verdicts = Dictionary(grouping: evaluations.values, by: \.result.verdict)
        let counts = Verdict.allCases.reversed().compactMap { verdict in
            verdicts[verdict].map { found in
                let why = verdict == .error ? Set(found.map(\.result.reason)).sorted().joined(separator: "; ") : ""
                return "\(found.count) \(verdict.rawValue)\(why.isEmpty ? "" : " (\(why))")"
            }
        }
        let again = evaluations.count { key, evaluation in state.alerts[key]?.occasion == evaluation.occasion }
        let what = counts.isEmpty ? "nothing was due" : counts.joined(separator: ", ")
        return AuditEntry(
            at: instant, kind: .tick,
            text: "policy \(policy.digest): \(what)\(again == 0 ? "" : "; judged again: \(again)")")
    }
}

/// The outcome of a tick.
package struct Tick: Sendable {
    package let decision: Decision
    /// The worst verdict of what it judged; nil where nothing was due.
    package let worst: Verdict?
}
