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

    /// The history that a budget is calibrated on, and the reason why it cannot be.
    package struct BudgetCase {
        /// nil where there is a calibrated threshold.
        package let refusal: String?
        /// Evaluated sessions of its reference.
        package let evaluated: Int
        /// The least number of them with which it can be calibrated.
        package let needed: Int
    }

    /// A budget of so many alarms a year, as it would be calibrated at a session.
    package func budgetCase(_ perYear: Double, at session: Day, key: SeriesKey) -> BudgetCase {
        let backtest = RuleBacktest(self, limit: .budget(perYear: perYear), at: session, key: key)
        let history = history(before: session)
        let year = timeline.calendar.sessionsPerYear
        // No alarm in Y years says with 90 % confidence that there are at most ln 10 / Y a year.
        let shown = Int((log(10) / perYear * year).rounded(.up))
        return BudgetCase(
            refusal: backtest.refusal, evaluated: history.evaluated, needed: max(history.minimumEvaluations, shown))
    }
}
