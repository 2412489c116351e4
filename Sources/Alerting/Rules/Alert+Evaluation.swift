import Core
import Foundation
import TradingCalendar

extension Alert {
    /// The rule, the instant and the reason of one evaluation.
    private struct Step {
        let rule: AlertRule
        let instant: Date
        let why: String

        /// Progress of breaches towards `for:`, in words.
        func progress(_ breaches: ConsecutiveCount, since first: Date) -> String {
            switch rule.hysteresis.consecutive {
            case .sessions(let wanted): "breach \(breaches.count) of \(wanted)"
            case .seconds(let wanted):
                "breaching for \(Step.text(instant.timeIntervalSince(first))) of \(DurationText.text(wanted))"
            }
        }

        /// The length of a row of evaluations, in the unit of a span.
        func length(_ row: ConsecutiveCount, of span: TimeSpan) -> String {
            switch span {
            case .sessions: row.count.counted("session")
            case .seconds: Step.text(row.elapsed(at: instant))
            }
        }

        private static func text(_ seconds: TimeInterval) -> String { DurationText.text(Int(seconds)) }
    }

    /// Takes in an evaluation from the state that it is in.
    mutating func advance(_ evaluation: Evaluation, by rule: AlertRule, at instant: Date) -> AlertChange? {
        let signal = rule.signal(evaluation)
        occasion = evaluation.occasion
        silent.record(signal == .nothing, at: instant)
        reason = evaluation.result.reason
        let step = Step(rule: rule, instant: instant, why: reason)
        switch signal {
        case .breach(let severity): return breach(severity, step)
        case .clear, .notClearEnough: return calm(isClear: signal == .clear, step)
        case .onGoodSide where firing != nil:
            return calm(isClear: evaluation.result.measurement.value.map(rule.hysteresis.isClear) ?? true, step)
        case .noEvidence, .onGoodSide: return unchanged("not enough evidence to go on or to stop: \(reason)")
        case .nothing: return nothing(evaluation, step)
        }
    }

    private mutating func breach(_ severity: Severity, _ step: Step) -> AlertChange? {
        var since = step.instant
        var breaches = ConsecutiveCount()
        switch state {
        case .firing(var firing):
            firing.clear = ConsecutiveCount()
            let rises = severity > firing.severity
            if rises { firing.severity = severity }
            state = .firing(firing)
            return rises ? .rose(severity, step.why) : nil
        case .pending(let first, let count):
            since = first
            breaches = count
        case .inactive, .resolved: break
        }
        breaches.record(true)
        let elapsed = step.instant.timeIntervalSince(since)
        guard step.rule.hysteresis.opens(breaches, elapsed: elapsed) else {
            state = .pending(since: since, breaches: breaches)
            let progress = "\(step.progress(breaches, since: since)) in a row: \(step.why)"
            return breaches.count == 1 ? .pending(progress) : .unchanged(progress)
        }
        // The incident is filled in when it is decided.
        state = .firing(Firing(pendingSince: since, since: step.instant, severity: severity, incident: ""))
        return .fired(severity, step.why)
    }

    private mutating func calm(isClear: Bool, _ step: Step) -> AlertChange? {
        switch state {
        case .inactive, .resolved: return nil
        case .pending(let since, let breaches):
            state = .inactive
            return .dropped("clear after \(step.progress(breaches, since: since)): \(step.why)")
        case .firing(var firing):
            firing.clear.record(isClear, at: step.instant)
            let elapsed = firing.clear.elapsed(at: step.instant)
            guard isClear, step.rule.hysteresis.ends(firing.clear, elapsed: elapsed) else {
                state = .firing(firing)
                return .unchanged(isClear ? keepsFiring(firing.clear, step) : notClear(step))
            }
            state = .resolved(at: step.instant, .recovered)
            return .resolved(.recovered, step.why)
        }
    }

    private func keepsFiring(_ clear: ConsecutiveCount, _ step: Step) -> String {
        let keep = step.rule.hysteresis.keepFiringFor
        // Sessions are counted in one unit, so the second number needs none.
        let text = if case .sessions(let count) = keep { "\(count)" } else { "\(keep)" }
        return "clear for \(step.length(clear, of: keep)), keeps firing for \(text): \(step.why)"
    }

    private func notClear(_ step: Step) -> String {
        "not breaching, and not \(step.rule.hysteresis.clear.map { "\($0)" } ?? "clear"): \(step.why)"
    }

    private mutating func nothing(_ evaluation: Evaluation, _ step: Step) -> AlertChange? {
        let limit = step.rule.settings.staleAfter
        let hasValue = evaluation.result.measurement.value != nil
        let seen = hasValue ? "\(evaluation.occasion.words) adds nothing to it" : step.why
        guard silent.reaches(limit, at: step.instant) else {
            let soFar =
                switch limit {
                case .sessions: "\(silent.count)"
                case .seconds: step.length(silent, of: limit)
                }
            return unchanged("nothing to judge, \(soFar) of \(limit): \(seen)")
        }
        let why = "nothing to judge for \(step.length(silent, of: limit)): \(seen)"
        switch state {
        case .inactive, .resolved: return nil
        case .pending:
            state = .inactive
            return .dropped(why)
        case .firing:
            state = .resolved(at: step.instant, .stale)
            return .resolved(.stale, why)
        }
    }

    /// The reason why an alert that is pending or firing stays as it is; nil for a calm one, where there is nothing to
    /// record.
    private func unchanged(_ reason: String) -> AlertChange? {
        switch state {
        case .pending, .firing: .unchanged(reason)
        case .inactive, .resolved: nil
        }
    }

    /// Ends an alert whose check or subject has left the policy.
    mutating func remove(at instant: Date) -> AlertChange? {
        basis = nil
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

extension Occasion {
    fileprivate var words: String {
        switch self {
        case .session: "session \(self)"
        case .instant: "\(self)"
        }
    }
}
