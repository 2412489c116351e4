package import Core
package import Foundation

/// What a session did to an alert; the reason says why, also why nothing happened.
package enum AlertChange: Equatable, Sendable {
    case pending(String)
    case fired(Severity, String)
    case rose(Severity, String)
    case resolved(ResolveReason, String)
    /// Pending, and not any more.
    case dropped(String)
    /// Something was seen that did not change the state.
    case held(String)
}

extension Alert {
    /// Sees a session.
    /// - Returns: what that did; nil where a calm alert stays calm, or a firing one goes on as it was.
    package mutating func see(_ evaluation: Evaluation, _ rule: AlertRule, at instant: Date) -> AlertChange? {
        let signal = rule.signal(evaluation)
        session = evaluation.session
        silent.record(signal == .nothing)
        reason = evaluation.result.reason
        let why = reason
        switch signal {
        case .breach(let severity): return breach(severity, rule, why, at: instant)
        case .clear, .notClearEnough: return calm(isClear: signal == .clear, rule, why, at: instant)
        case .noEvidence: return held("not enough evidence to go on or to stop: \(why)")
        case .nothing: return nothing(evaluation, rule, why, at: instant)
        }
    }

    private mutating func breach(_ severity: Severity, _ rule: AlertRule, _ why: String, at instant: Date)
        -> AlertChange?
    {
        var since = instant
        var breaches = ConsecutiveCount()
        switch state {
        case .firing(var firing):
            firing.clear = ConsecutiveCount()
            let rises = severity > firing.severity
            if rises { firing.severity = severity }
            state = .firing(firing)
            return rises ? .rose(severity, why) : nil
        case .pending(let first, let count):
            since = first
            breaches = count
        case .inactive, .resolved: break
        }
        breaches.record(true)
        guard breaches.count >= rule.consecutive else {
            state = .pending(since: since, breaches: breaches)
            let progress = "breach \(breaches.count) of \(rule.consecutive) in a row: \(why)"
            return breaches.count == 1 ? .pending(progress) : .held(progress)
        }
        // Who decides on incidents fills in which.
        state = .firing(Firing(pendingSince: since, since: instant, severity: severity, incident: ""))
        return .fired(severity, why)
    }

    private mutating func calm(isClear: Bool, _ rule: AlertRule, _ why: String, at instant: Date) -> AlertChange? {
        switch state {
        case .inactive, .resolved: return nil
        case .pending(_, let breaches):
            state = .inactive
            return .dropped("clear after breach \(breaches.count) of \(rule.consecutive): \(why)")
        case .firing(var firing):
            firing.clear.record(isClear)
            let keep = rule.settings.keepFiringFor
            guard isClear, firing.clear.count > keep else {
                state = .firing(firing)
                return .held(
                    isClear
                        ? "clear for \(firing.clear.count.counted("session")), keeps firing for \(keep): \(why)"
                        : "not breaching, and not \(rule.clear.map { "\($0)" } ?? "clear"): \(why)")
            }
            state = .resolved(at: instant, .recovered)
            return .resolved(.recovered, why)
        }
    }

    private mutating func nothing(_ evaluation: Evaluation, _ rule: AlertRule, _ why: String, at instant: Date)
        -> AlertChange?
    {
        let limit = rule.settings.staleAfter
        let seen = evaluation.result.measurement.value == nil ? why : "session \(evaluation.session) adds nothing to it"
        guard silent.count >= limit else {
            return held("nothing to judge, \(silent.count) of \(limit.counted("session")): \(seen)")
        }
        switch state {
        case .inactive, .resolved: return nil
        case .pending:
            state = .inactive
            return .dropped("nothing to judge for \(silent.count.counted("session")): \(seen)")
        case .firing:
            state = .resolved(at: instant, .stale)
            return .resolved(.stale, "nothing to judge for \(silent.count.counted("session")): \(seen)")
        }
    }

    /// A reason why an alert that is up stays as it is; nothing to tell of one that is not.
    private func held(_ reason: String) -> AlertChange? {
        switch state {
        case .pending, .firing: .held(reason)
        case .inactive, .resolved: nil
        }
    }

    /// Its check is not in the policy any more.
    package mutating func remove(at instant: Date) -> AlertChange? {
        switch state {
        case .inactive, .resolved: return nil
        case .pending:
            state = .inactive
            return .dropped("the check is not in the policy any more")
        case .firing:
            state = .resolved(at: instant, .checkRemoved)
            return .resolved(.checkRemoved, "the check is not in the policy any more")
        }
    }
}
