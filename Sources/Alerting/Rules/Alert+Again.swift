package import Core
package import Foundation
package import TradingCalendar

/// A session that is judged again, because its rows or its rule have changed.
extension Alert {
    /// True where an evaluation is news: its occasion is later than all that were seen, its check is judged at another
    /// cadence than before, or the content has changed on which the latest session was judged.
    /// - Parameter content: of the evaluation; nil where it is not judged again.
    package func awaits(_ new: Occasion, content: Fingerprint?) -> Bool {
        switch (occasion, new) {
        case (nil, _), (.session, .instant), (.instant, .session): return true
        case (let seen?, _):
            if seen != new { return seen < new }
            guard let content, let basis else { return false }
            return content != basis.content
        }
    }

    /// Takes in an evaluation: one of a later occasion, or another of its latest.
    /// - Returns: the effect; nil where a calm alert stays calm, or a firing one goes on as it was.
    package mutating func see(_ evaluation: Evaluation, by rule: AlertRule, at instant: Date) -> AlertChange? {
        if let basis, occasion == evaluation.occasion {
            return seeAgain(evaluation, by: rule, from: basis, at: instant)
        }
        let (standing, silent) = (Basis.Standing(state), silent.count)
        let change = advance(evaluation, by: rule, at: instant)
        basis = evaluation.content.map { Basis(content: $0, standing: standing, silent: silent) }
        return change
    }

    /// The session counts as it is judged now, and no more as it was judged before.
    private mutating func seeAgain(
        _ evaluation: Evaluation, by rule: AlertRule, from basis: Basis, at instant: Date
    ) -> AlertChange? {
        let former = state
        state = basis.standing.state(at: instant)
        silent = ConsecutiveCount(basis.silent)
        let change = advance(evaluation, by: rule, at: instant)
        self.basis = evaluation.content.map {
            Basis(content: $0, standing: basis.standing, silent: basis.silent)
        }
        return reconcile(with: former, change, at: instant)
    }

    /// The change from the state that was decided before to the one that would have been decided on what is known now.
    /// An alert that has fired has an incident, so it goes on or resolves; it never becomes undone.
    private mutating func reconcile(
        with former: State, _ change: AlertChange?, at instant: Date
    ) -> AlertChange? {
        let why = "judged again: \(change?.reason ?? reason)"
        switch (former, state) {
        case (.firing(let old), .firing(let new)):
            let severity = max(old.severity, new.severity)
            state = .firing(
                Firing(
                    pendingSince: old.pendingSince, since: old.since, severity: severity, clear: new.clear,
                    incident: old.incident))
            return severity > old.severity ? .rose(severity, why) : .unchanged(why)
        case (.firing, .resolved(_, let reason)): return .resolved(reason, why)
        case (.firing, .inactive):
            state = .resolved(at: instant, .recovered)
            return .resolved(.recovered, why)
        case (.firing, .pending): return .resolved(.recovered, why)
        case (_, .firing(let new)): return .fired(new.severity, why)
        case (.pending(let since, _), .pending(_, let breaches)):
            state = .pending(since: since, breaches: breaches)
            return .unchanged(why)
        case (.pending, .inactive), (.pending, .resolved): return .dropped(why)
        case (.inactive, .pending), (.resolved, .pending): return .pending(why)
        case (.inactive, _), (.resolved, _):
            state = former
            return nil
        }
    }
}

extension AlertChange {
    fileprivate var reason: String {
        switch self {
        case .pending(let why), .dropped(let why), .unchanged(let why), .fired(_, let why), .rose(_, let why),
            .resolved(_, let why):
            why
        }
    }
}
