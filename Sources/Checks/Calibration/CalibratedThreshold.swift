import Core
import Statistics

/// The threshold that keeps a rule's alarms on a reference within a budget.
///
/// Walks down from the largest value seen, through the distinct values, and stops before the first at which there are more
/// episodes than the budget allows with 90 % confidence, or more than 5 % alarm days. What it counts are alarms on the
/// reference, not false alarms: some of them may have been right.
package struct CalibratedThreshold: Equatable, Sendable {
    package let threshold: Double
    package let episodes: Int
    package let alarmDays: Int
    package let evaluated: Int

    /// Fewer evaluations than ten years and nothing is said.
    package static let minimumEvaluations = 2_520
    package static let largestAlarmShare = 0.05

    package var alarmsPerYear: Double { Double(episodes) / (Double(evaluated) / 252) }
    package var alarmDaysPercent: Double { 100 * Double(alarmDays) / Double(evaluated) }

    /// - Throws: ``Refusal`` when there is no such threshold.
    package init(history: RuleHistory, budgetPerYear: Double, consecutive: Int) throws(Refusal) {
        let evaluated = history.evaluated
        guard evaluated >= CalibratedThreshold.minimumEvaluations else {
            throw Refusal(
                "a budget needs \(CalibratedThreshold.minimumEvaluations) evaluated sessions before the window (ten years after warm-up); there are \(evaluated)"
            )
        }
        guard let allowed = PoissonBudget.largestCount(budget: budgetPerYear * history.years) else {
            throw Refusal(
                "a budget of \(budgetPerYear.shortText) a year cannot be shown on \(history.years.fixed(1)) years: even no alarm at all leaves a higher rate possible"
            )
        }
        var best: (threshold: Double, episodes: Int, days: Int)?
        for candidate in Set(history.values.compactMap { $0 }).sorted(by: >) {
            let alarms = history.alarms(Threshold(.above, candidate), consecutive: consecutive)
            let days = alarms.count { $0 }
            let episodes = Episodes.count(alarms)
            if episodes > allowed || Double(days) > CalibratedThreshold.largestAlarmShare * Double(evaluated) { break }
            best = (candidate, episodes, days)
        }
        // The largest value seen has no value above it, so it always qualifies.
        guard let best else { throw Refusal("the reference holds no value") }
        threshold = best.threshold
        episodes = best.episodes
        alarmDays = best.days
        self.evaluated = evaluated
    }

    /// Why there is no calibrated threshold.
    package struct Refusal: Error, Equatable, Sendable {
        package let reason: String
        init(_ reason: String) { self.reason = reason }
    }
}
