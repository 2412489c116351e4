import Core
import Statistics
import TradingCalendar

/// The costs and the power of a rule on the history before the window: its calibrated threshold, or the alarms of the
/// written one.
struct RuleBacktest {
    var calibrated: CalibratedThreshold?
    /// The reason why a stated budget gives no threshold.
    var refusal: String?
    var alarmsPerYear: Double?
    var alarmDaysPercent: Double?

    /// The share of planted shifts that a threshold must notice.
    private static let minimumDetection = 0.5

    /// - Parameter limit: the rule's limit on a value; p-values and findings have no cost here.
    init(_ evaluator: RuleEvaluator, limit: Limit?, at session: Day, key: SeriesKey) {
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
        case .budget(let perYear): calibrate(evaluator, history, perYear: perYear, at: session, key: key)
        case .threshold(let threshold):
            guard history.evaluated > 0 else { return }
            let alarms = history.alarms(threshold, consecutive: evaluator.rule.consecutive)
            alarmsPerYear = Double(Episodes.count(alarms)) / history.years
            alarmDaysPercent = 100 * Double(alarms.count { $0 }) / Double(alarms.count)
        case .pValue, .findings: return
        }
    }

    private mutating func calibrate(
        _ evaluator: RuleEvaluator, _ history: RuleHistory, perYear: Double, at session: Day, key: SeriesKey
    ) {
        do throws(CalibratedThreshold.Unavailable) {
            let found = try CalibratedThreshold(
                history: history, budgetPerYear: perYear, consecutive: evaluator.rule.consecutive)
            calibrated = found
            alarmsPerYear = found.alarmsPerYear
            alarmDaysPercent = found.alarmDaysPercent
            refusal = blindness(of: found, on: history, evaluator, at: session, key: key)
        } catch {
            refusal = error.reason
        }
    }

    /// The reason why the threshold keeps the budget only by never alarming; nil where it does not.
    private func blindness(
        of found: CalibratedThreshold, on history: RuleHistory, _ evaluator: RuleEvaluator, at session: Day,
        key: SeriesKey
    ) -> String? {
        let budget = "no threshold can do both: to stay within the budget it must be \(found.threshold.shortText)"
        if let ceiling = evaluator.ceiling(at: session), found.threshold >= 0.95 * ceiling {
            return "\(budget), and the measure cannot pass \(ceiling.shortText)"
        }
        var generator = key.generator(windowEnd: session, purpose: "planted-shift")
        let detection = evaluator.plantedShiftDetection(
            history: history, threshold: found.threshold, enough: RuleBacktest.minimumDetection, generator: &generator)
        guard let detection, detection < RuleBacktest.minimumDetection else { return nil }
        return
            """
            \(budget), and there a planted shift of two standard deviations is caught within one window in only \
            \((100 * detection).shortText) % of the trials
            """
    }
}
