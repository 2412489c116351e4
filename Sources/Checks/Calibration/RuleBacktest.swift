import Core
import Statistics
import TradingCalendar

/// The costs and the power of a rule on the history before the window: its calibrated threshold, or the alerts of the
/// written one.
struct RuleBacktest {
    private(set) var calibration: BudgetCalibration?
    /// The reason why a stated budget gives no threshold.
    private(set) var refusal: String?
    /// The reason why a calibrated threshold that is not passed says little; nil where it would notice a shift.
    private(set) var weakness: String?
    private(set) var alertsPerYear: Double?
    private(set) var alarmDaysPercent: Double?

    /// The share of planted shifts that a threshold must notice.
    private static let minimumDetection = 0.5

    /// - Parameters:
    ///   - limit: the rule's limit on a value; p-values and findings have no cost here.
    ///   - needsPower: false where it is enough whether the power is low.
    init(_ evaluator: RuleEvaluator, limit: Limit?, at session: Day, key: SeriesKey, needsPower: Bool = true) {
        guard let limit else { return }
        switch limit {
        case .pValue, .findings: return
        case .threshold, .budget: break
        }
        // The past verdicts of a rule that is judged by evidence would need the intervals of all its history.
        if case .threshold = limit,
            evaluator.rule.judgesByEvidence
                || evaluator.estimatedRowVisits(at: session) > RuleEvaluator.maximumRowVisits
        {
            return
        }
        let history = evaluator.history(before: session)
        switch limit {
        case .budget(let budget):
            do throws(BudgetCalibration.Unavailable) {
                let found = try BudgetCalibration(
                    history, budget, by: evaluator.rule.hysteresis, worse: evaluator.rule.metric.worse)
                calibration = found
                alertsPerYear = found.alertsAYear
                alarmDaysPercent = found.daysPercent
                tryPower(of: found, on: history, evaluator, at: session, key: key, exactly: needsPower)
            } catch {
                refusal = error.reason
            }
        case .threshold(let threshold):
            let evaluated = history.evaluated
            guard evaluated > 0 else { return }
            let walk = history.walk(threshold, evaluator.rule.hysteresis)
            alertsPerYear = Double(walk.alerts) / history.years
            alarmDaysPercent = 100 * Double(walk.alarmDays) / Double(evaluated)
        case .pValue, .findings: return
        }
    }

    /// Finds out whether the threshold keeps the budget only by never being passed.
    private mutating func tryPower(
        of found: BudgetCalibration, on history: RuleHistory, _ evaluator: RuleEvaluator, at session: Day,
        key: SeriesKey, exactly: Bool
    ) {
        let budget = "no threshold can do both: to stay within the budget it must be \(found.threshold.shortText)"
        if let ceiling = evaluator.ceiling(at: session), found.threshold >= 0.95 * ceiling {
            weakness = "\(budget), and the measure cannot pass \(ceiling.shortText)"
            return
        }
        let minimum = RuleBacktest.minimumDetection
        let power = evaluator.plantedShiftDetection(
            history: history, threshold: found.threshold, deciding: exactly ? nil : minimum, key: key)
        guard let power else { return }
        if exactly { calibration?.power = power }
        guard power < minimum else { return }
        weakness = """
            \(budget), and there a planted shift of two standard deviations is caught within one window in only \
            \((100 * power).shortText) % of the trials
            """
    }
}
