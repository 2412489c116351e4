package import Core
import Foundation
package import TradingCalendar

extension RuleEvaluator {
    /// Sessions of the window, and of a baseline that lies before it; nil for a baseline of another kind, or none.
    package var reach: (window: Int, baseline: Int?) {
        if case .before(let sessions)? = span.baseline { (span.length, sessions) } else { (span.length, nil) }
    }

    /// The rows of the window that ends at a session, and of its baseline; nil where there is no such window.
    package func rows(at session: Day) -> (window: Int, baseline: Int?)? {
        ranges(at: session).map { ranges in
            (ranges.rows.count { evaluation.hasValue($0) }, span.baseline == nil ? nil : ranges.baseline.count)
        }
    }

    /// A budget as it would be calibrated at a session, and what is wrong with it.
    package struct BudgetCase {
        /// The reason why there is no calibrated threshold, or why one that is not passed says little.
        package let refusal: String?
        package let calibration: BudgetCalibration?
        /// Evaluated sessions of its reference.
        package let evaluated: Int
        /// The least number of them with which it can be calibrated, and kept by no alert at all.
        package let needed: Int
        /// Where the share of days decides and not the number: the largest number of alerts a year that would, 0 for
        /// none. nil where the number decides.
        package let decisive: Double?

        /// True if nothing is wrong.
        package var isSound: Bool { refusal == nil && calibration?.isShown == true && decisive == nil }
    }

    package func budgetCase(_ budget: AlertBudget, at session: Day, key: SeriesKey) -> BudgetCase {
        let backtest = RuleBacktest(self, limit: .budget(budget), at: session, key: key)
        let history = history(before: session)
        let year = timeline.calendar.sessionsPerYear
        // No alert in Y years says with 90 % confidence that there are at most ln 10 / Y a year.
        let shown = Int((log(10) / budget.perYear * year).rounded(.up))
        return BudgetCase(
            refusal: backtest.refusal ?? backtest.weakness, calibration: backtest.calibration,
            evaluated: history.evaluated, needed: max(history.minimumEvaluations, shown),
            decisive: backtest.calibration?.decisiveBudget(
                history, rule.hysteresis, worse: rule.metric.worse))
    }
}
