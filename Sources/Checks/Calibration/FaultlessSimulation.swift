import Core
import Statistics
import TradingCalendar

/// A rule that is looked at on every session of evidence in which nothing is wrong.
struct FaultlessSimulation {
    /// As many are simulated, or as many as the calendar has.
    static let years = 50.0

    /// The reason why nothing can be simulated.
    struct Unknown: Error {
        let reason: String
    }

    let rule: CheckRule
    let deployment: String
    /// The thresholds of budgets, as they are calibrated on what has really been.
    let backtests: Judgement.Backtests
    private var alerts = 0
    private var evaluated = 0
    private var alertsOfYears: [Int] = []

    init(_ rule: CheckRule, deployment: String, backtests: Judgement.Backtests) {
        self.rule = rule
        self.deployment = deployment
        self.backtests = backtests
    }

    /// Walks through some evidence, from its first session to its last.
    mutating func look(at evidence: Evidence, subject: CheckRule.Subject) throws(Unknown) {
        let timeline = evidence.timeline
        guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence),
            let first = timeline.days.first
        else { throw Unknown(reason: "\(rule.metric.name) is not measured over windows that can be drawn") }
        let year = Int(timeline.calendar.sessionsPerYear)
        var walk = AlertWalk(rule.hysteresis)
        var (seen, before) = (0, 0)
        let take = try sight(evaluator, of: subject, in: evidence)
        let history = evaluator.history(from: first, through: timeline.asOfSession)
        for (session, value) in zip(history.sessions, history.values) {
            guard let value else { continue }
            switch take(session, value) {
            case .breach: walk.see(isBreach: true, isClear: false)
            case .calm: walk.see(isBreach: false, isClear: rule.hysteresis.isClear(value))
            case .onGoodSide where walk.isFiring:
                walk.see(isBreach: false, isClear: rule.hysteresis.isClear(value))
            case .noEvidence, .onGoodSide: break
            }
            seen += 1
            if seen % year == 0 {
                alertsOfYears.append(walk.alerts - before)
                before = walk.alerts
            }
        }
        alerts += walk.alerts
        evaluated += seen
    }

    /// A session as an alert sees it.
    private enum Sight { case breach, calm, noEvidence, onGoodSide }

    /// Judges a session by its value alone, or with its interval.
    private func sight(
        _ evaluator: RuleEvaluator, of subject: CheckRule.Subject, in evidence: Evidence
    ) throws(Unknown) -> (Day, Double) -> Sight {
        let bounds = try bounds()
        guard rule.judgesByEvidence else {
            return { _, value in bounds.contains { $0.isBreached(by: value) } ? .breach : .calm }
        }
        let context = EvaluationContext(
            rule: rule, subject: subject, evidence: evidence, deployment: deployment, detail: .verdict)
        var evaluation = evaluator.evaluation
        return { [rule, backtests] session, _ in
            guard let ranges = evaluator.ranges(at: session) else { return .noEvidence }
            let measurement = evaluation.measured(ranges, in: context)
            let judgement = Judgement(rule, measurement, backtests: backtests)
            switch judgement.verdict {
            case .warning, .critical: return .breach
            case .ok: return .calm
            case .insufficientEvidence where judgement.reservation == .chance: return .onGoodSide
            case .insufficientEvidence, .noData, .error: return .noEvidence
            }
        }
    }

    private func bounds() throws(Unknown) -> [Threshold] {
        var bounds: [Threshold] = []
        for (verdict, limit) in rule.limits {
            switch limit {
            case .threshold(let threshold): bounds.append(threshold)
            case .budget:
                guard let calibration = backtests[verdict]?.calibration else {
                    throw Unknown(reason: "its budget has no threshold yet")
                }
                bounds.append(Threshold(rule.metric.worse, calibration.threshold))
            case .pValue:
                throw Unknown(
                    reason: """
                        a p-value is drawn anew on every session, which takes too long; each look passes p below x with \
                        a probability of x
                        """)
            case .findings: throw Unknown(reason: "findings of a contract do not come by chance")
            }
        }
        return bounds
    }

    func result(sessionsPerYear: Double) -> FaultlessAlerts {
        alertsOfYears.count < 2
            ? .unknown("fewer than two years can be drawn")
            : FaultlessAlerts(
                alerts: alerts, years: Double(evaluated) / sessionsPerYear, alertsOfYears: alertsOfYears)
    }
}
