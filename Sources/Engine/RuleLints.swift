import Checks
import Core
import Foundation
import Ingestion
import PolicyFile
import TradingCalendar

/// Doubts about a rule that its history shows: what it can never judge, and alarms that say nothing.
struct RuleLints {
    /// A written limit that was passed on more than this share of days is no alarm.
    static let maximumAlarmDays = 20.0
    /// A limit that is recommended was passed on at most this share.
    private static let rareDays = 5.0

    let rule: CheckRule
    private let policy: Policy
    private let evidence: Evidence
    private let problems: PolicyProblems
    private let isNumeric: Bool
    /// One a subject that has windows and whose column is there.
    private let trials: [Trial]
    /// The sample that doubts without a history rest on; nil where there are no windows to count rows in.
    let sample: RuleSample?

    /// A rule on one subject, with its values on every session of the history.
    private struct Trial: Sendable {
        let subject: CheckRule.Subject
        let evaluator: RuleEvaluator
        /// nil where it would take too long to compute.
        let history: RuleHistory?

        init?(_ rule: CheckRule, _ subject: CheckRule.Subject, evidence: Evidence) {
            guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence),
                let first = evaluator.timeline.days.first
            else { return nil }
            let last = evaluator.timeline.asOfSession
            self.subject = subject
            if evaluator.estimatedRowVisits(at: last) <= RuleEvaluator.maximumRowVisits {
                self.evaluator = evaluator.cached()
                history = self.evaluator.history(from: first, through: last)
            } else {
                self.evaluator = evaluator
                history = nil
            }
        }

        /// A budget as it is calibrated on all of the history.
        func budgetCase(_ budget: AlertBudget, _ key: SeriesKey) -> RuleEvaluator.BudgetCase {
            evaluator.budgetCase(budget, at: evaluator.timeline.asOfSession, key: key)
        }

        /// In percent of the evaluated days; nil where there are none.
        func alarmDays(_ threshold: Threshold, _ rule: CheckRule) -> Double? {
            guard let history, history.evaluated > 0 else { return nil }
            return 100 * Double(history.walk(threshold, rule.hysteresis).alarmDays) / Double(history.evaluated)
        }
    }

    init(_ rule: CheckRule, in policy: Policy, evidence: Evidence, problems: PolicyProblems) {
        self.rule = rule
        self.policy = policy
        self.evidence = evidence
        self.problems = problems
        isNumeric = policy.isNumeric(rule)
        let trials = rule.subjects.compactMap { Trial(rule, $0, evidence: evidence) }
        self.trials = trials
        sample = RuleLints.sample(rule, trials)
    }

    private static func sample(_ rule: CheckRule, _ trials: [Trial]) -> RuleSample? {
        let rows = trials.compactMap { $0.evaluator.rows(at: $0.evaluator.timeline.asOfSession) }
        guard let window = rows.map(\.window).min(), let evaluator = trials.first?.evaluator,
            let sessions = evaluator.timeline.sessions
        else { return nil }
        var baseline = rows.compactMap(\.baseline).min()
        let reach = evaluator.reach
        if let length = reach.baseline, reach.window + length > sessions {
            // It fills with as many rows a session as the window has.
            baseline = window * length / max(1, min(reach.window, sessions))
        }
        return RuleSample(
            window: window, baseline: baseline, history: sessions,
            isRare: { threshold in
                isPossible(threshold, rule) && trials.allSatisfy { $0.alarmDays(threshold, rule) ?? 0 <= rareDays }
            })
    }

    /// False for a bound that no percentage can pass.
    private static func isPossible(_ threshold: Threshold, _ rule: CheckRule) -> Bool {
        rule.unit != .percent || (0...99.9).contains(threshold.bound)
    }

    func add() {
        guard !isUndecidable else { return }
        if let sessions = evidence.timeline.sessions, rule.consecutive > sessions {
            problems.lint(
                rule.node["for"] ?? rule.node,
                "for: \(rule.consecutive.counted("session")) is longer than the history, which has \(sessions): no alarm before",
                example: "for: 3 sessions")
        }
        guard rule.metric.isWindowed, !trials.isEmpty else {
            unjudgedWithoutWindow()
            return
        }
        for trial in trials {
            // A budget says itself what its history lacks.
            let isLong = !rule.limits.contains { $0.limit.isBudget } && reachesBeyond(trial)
            if !isLong, isNeverJudged(trial) { continue }
            budget(trial)
            if !isLong { alarms(trial) }
        }
    }

    // MARK: - Nothing to judge

    /// True for a rule on decisions that cannot be made, as a doubt about the decision says.
    private var isUndecidable: Bool {
        guard case .ledger(let ledger) = evidence, ledger.noReturns != nil else { return false }
        return rule.metric.layer == .business || rule.subjects.contains(.forecast(.probabilityOfEvent))
    }

    /// The verdict on the last session; nil where something can be said.
    private func reasonForNoVerdict(_ subject: CheckRule.Subject) -> String? {
        let result = Judge(rule: rule, firstStep: "").result(
            subject, evidence: evidence, deployment: policy.deployment, detail: .verdict)
        return [.insufficientEvidence, .noData, .error].contains(result.verdict) ? result.reason : nil
    }

    /// Metrics whose windows are not counted in rows: a median of sessions, estimates, importance.
    private func unjudgedWithoutWindow() {
        guard rule.relativeTo != nil || rule.metric.modelObservation != nil else { return }
        for subject in rule.subjects {
            guard let reason = reasonForNoVerdict(subject) else { continue }
            problems.lint(rule.node, "\(rule.label(of: subject)): cannot be judged on this history: \(reason)")
        }
    }

    /// A window and a baseline that are longer than the history.
    private func reachesBeyond(_ trial: Trial) -> Bool {
        let timeline = trial.evaluator.timeline
        let (window, baseline) = trial.evaluator.reach
        guard let sessions = timeline.sessions, let first = timeline.days.first, window + (baseline ?? 0) > sessions
        else { return false }
        let parts = baseline.map { "a window of \(window) and a baseline of \($0)" } ?? "its window"
        let reason = reasonForNoVerdict(trial.subject)
        problems.lint(
            rule.node,
            """
            \(rule.label(of: trial.subject)): looks back \((window + (baseline ?? 0)).counted("session")) (\(parts)), and \
            the history has \(sessions): until \(timeline.day(window + (baseline ?? 0) - 1, after: first)) it is \
            \(reason.map { "not judged: \($0)" } ?? "judged on fewer")
            """,
            example: fittingBaseline(window, sessions))
        return true
    }

    /// A baseline that lies inside of the history and raises no doubt.
    private func fittingBaseline(_ window: Int, _ sessions: Int) -> String? {
        guard case .before = rule.baseline, rule.metric.has(.baseline), let sample, sample.window > 0,
            !rule.limits.contains(where: { $0.limit.isBudget })
        else { return nil }
        let rowsPerSession = Double(sample.window) / Double(min(window, sessions))
        return [504, 252, 126, 63].first { length in
            guard window + length <= sessions else { return false }
            let fitting = RuleSample(
                window: sample.window, baseline: Int(Double(length) * rowsPerSession), history: sessions)
            return rule.metric.doubts(RuleInQuestion(rule, isNumeric: isNumeric, sample: fitting)).isEmpty
        }.map { "baseline: {sessions: \($0), before: window}" }
    }

    /// A sample that no window of the history reaches.
    private func isNeverJudged(_ trial: Trial) -> Bool {
        let hasBudget = rule.limits.contains { $0.limit.isBudget }
        guard let history = trial.history, history.evaluated == 0, !(hasBudget && history.sessions.isEmpty),
            let reason = reasonForNoVerdict(trial.subject)
        else {
            return false
        }
        // Told already, without the history.
        if let least = rule.metric.requiredSample, let sample, 0 < sample.window, sample.window < least { return true }
        let when =
            history.sessions.isEmpty
            ? "cannot be judged on this history"
            : "was judged on none of \(history.sessions.count.counted("session")) of this history"
        problems.lint(rule.node, "\(rule.label(of: trial.subject)): \(when): \(reason)")
        return true
    }

    // MARK: - Budgets

    private func budget(_ trial: Trial) {
        guard trial.history != nil else { return }
        for case (let verdict, .budget(let budget)) in rule.limits {
            let found = trial.budgetCase(budget, key(trial.subject))
            guard let doubt = doubt(found, of: budget, on: trial) else { continue }
            var example = limitInsteadOfBudget()
            if found.refusal == nil, found.decisive != nil {
                example = rule.limits.count == 1 ? soundBudget(trials).map { "\(verdict.rawValue): \($0.number)" } : nil
            }
            problems.lint(rule.node, "\(rule.label(of: trial.subject)): \(doubt)", example: example)
        }
    }

    private func doubt(
        _ found: RuleEvaluator.BudgetCase, of budget: AlertBudget, on trial: Trial
    ) -> String? {
        let needed =
            rule.reference == nil
            ? "it needs \(found.needed), which are reached about \(day(of: found, trial))"
            : "it needs \(found.needed), which its reference: never has"
        if let refusal = found.refusal {
            return found.calibration == nil
                ? "\"\(budget)\" is not judged: \(refusal); \(needed)"
                : "\"\(budget)\": not to be past the threshold says little: \(refusal)"
        }
        guard let calibration = found.calibration else { return nil }
        if !calibration.isShown {
            return """
                \(found.evaluated.counted("evaluated session")) cannot show "\(budget)": even no alert at all leaves a \
                higher rate possible; \(needed)
                """
        }
        guard let decisive = found.decisive else { return nil }
        let share = "\"at most \(budget.mostPercentOfDays.shortText) % of days\""
        return decisive == 0
            ? "the number of \"\(budget.number)\" changes nothing: \(share) alone decides on the threshold"
            : """
            the number of "\(budget.number)" changes nothing: \(share) decides, as for every number from \
            \(decisive.shortText) a year on
            """
    }

    /// A budget of which nothing is to be doubted on any subject: two a year, or the largest number that decides.
    private func soundBudget(_ trials: [Trial]) -> AlertBudget? {
        guard rule.metric.has(.budget), trials.allSatisfy({ $0.history != nil }) else { return nil }
        let usual = AlertBudget(perYear: 2)
        let cases = trials.map { $0.budgetCase(usual, key($0.subject)) }
        if cases.allSatisfy(\.isSound) { return usual }
        guard let decisive = cases.compactMap(\.decisive).min(), decisive > 0 else { return nil }
        let smaller = AlertBudget(perYear: decisive.roundedDown)
        return trials.allSatisfy { $0.budgetCase(smaller, key($0.subject)).isSound } ? smaller : nil
    }

    /// The session at which enough of them are evaluated, if each that comes is.
    private func day(of budget: RuleEvaluator.BudgetCase, _ trial: Trial) -> String {
        let timeline = trial.evaluator.timeline
        guard budget.evaluated == 0, let first = timeline.days.first else {
            return timeline.day(budget.needed - budget.evaluated, after: timeline.asOfSession)
        }
        // None is evaluated before the first window and its baseline are full, and those of the window do not count.
        let (window, baseline) = trial.evaluator.reach
        return timeline.day(window + (baseline ?? 0) - 1 + budget.needed - 1 + window, after: first)
    }

    private func key(_ subject: CheckRule.Subject) -> SeriesKey {
        SeriesKey(deployment: policy.deployment, check: rule.name, subject: rule.name(of: subject))
    }

    /// The nearest round bound that few days of the history pass.
    private func limitInsteadOfBudget() -> String? {
        let values = trials.flatMap { $0.history?.values.compactMap { $0 } ?? [] }.filter { $0 > 0 }.sorted()
        guard rule.limits.count == 1, let verdict = rule.limits.first?.verdict, values.count >= 20, let sample else {
            return nil
        }
        let usual = values[values.count / 2]
        let question = RuleInQuestion(rule, isNumeric: isNumeric, sample: sample)
        return RoundBounds.beyond(usual, .above).lazy.map { Threshold(.above, $0) }
            .first { sample.isRare($0) && !rule.metric.isNoise(question, $0) }.map { "\(verdict.rawValue): \($0)" }
    }

    // MARK: - Alarms

    private func alarms(_ trial: Trial) {
        guard !rule.judgesByEvidence else { return }
        let limits = rule.limits.compactMap { limit -> Threshold? in
            if case .threshold(let threshold) = limit.limit { threshold } else { nil }
        }
        guard let threshold = limits.last, let share = trial.alarmDays(threshold, rule),
            share > RuleLints.maximumAlarmDays
        else { return }
        let trend = threshold.side == .above ? trend(trial.subject) : nil
        let isCalmer = trend.map { isCalm(trial.subject, as: $0, threshold, share: share) } ?? false
        let what = trend == nil ? rule.metric.name : "the level of a trending column:"
        problems.lint(
            rule.node,
            """
            \(rule.label(of: trial.subject)): \(what) \(threshold.side.rawValue) \(rule.unit.text(threshold.bound)) on \
            \(share.fixed(1)) % of the days of this history
            """,
            example: (isCalmer ? trend.flatMap { calm(as: $0) } : nil) ?? calm(as: nil))
    }

    /// True if the rule would be on at most half as often on the transformed column.
    private func isCalm(
        _ subject: CheckRule.Subject, as transform: Transform, _ threshold: Threshold, share: Double
    ) -> Bool {
        subject.transformed(transform).flatMap { Trial(rule, $0, evidence: evidence) }?
            .alarmDays(threshold, rule).map { $0 <= share / 2 } ?? false
    }

    /// Limits that this history does not contradict, of the transformed columns.
    private func calm(as transform: Transform?) -> String? {
        let trials =
            transform.map { transform in
                rule.subjects.compactMap { $0.transformed(transform) }
                    .compactMap { Trial(rule, $0, evidence: evidence) }
            } ?? trials
        guard trials.count == rule.subjects.count, let sample = RuleLints.sample(rule, trials) else { return nil }
        let prefix = transform.map { "as: \($0.rawValue), " } ?? ""
        if rule.limits.count == 1, let verdict = rule.limits.first?.verdict, let budget = soundBudget(trials) {
            return "\(prefix)\(verdict.rawValue): \(budget.number)"
        }
        let question = RuleInQuestion(rule, isNumeric: isNumeric, sample: sample)
        if let limits = question.calmLimits({ !rule.metric.isNoise(question, $0) }) { return prefix + limits }
        return rule.metric.has(.interval) && transform == nil ? "judge: evidence" : nil
    }

    /// The transform that would take the trend out of a level; nil where none is compared, or it has no trend. Of several
    /// rows a session the one before may be another ticker's.
    private func trend(_ subject: CheckRule.Subject) -> Transform? {
        guard rule.metric.distance != nil, case .source(let source) = evidence, case .series(let series) = subject,
            !series.transform.isLagged, let settings = rule.source.flatMap(policy.source),
            settings.contract.key == [settings.contract.time]
        else { return nil }
        return source.trend(of: series.column)?.transform
    }
}

extension Timeline {
    /// Sessions from the first row to the last that is due; nil without a row.
    fileprivate var sessions: Int? { days.first.map { calendar.count(from: $0, through: asOfSession) } }

    /// The day of the session that comes so many after another, or words where the calendar ends before.
    fileprivate func day(_ count: Int, after session: Day) -> String {
        let position = calendar.firstPosition(from: session) + count
        return calendar.sessions.indices.contains(position)
            ? calendar.sessions[position].description
            : "after the end of the calendar (\(calendar.span.upperBound))"
    }
}

extension Double {
    /// The largest number of two digits below it, as `0.87` of 0.875 and `0.86` of 0.87.
    fileprivate var roundedDown: Double {
        let step = pow(10, (log10(self)).rounded(.down) - 1)
        return ((self / step).rounded(.up) - 1) * step
    }
}
