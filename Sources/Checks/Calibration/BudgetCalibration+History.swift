package import Core
import Statistics

extension BudgetCalibration {
    /// The reason why there is no calibrated threshold.
    package struct Unavailable: Error, Equatable, Sendable {
        package let reason: String
    }

    /// The lowest threshold that keeps a rule's alerts on a reference within a budget.
    ///
    /// The number of alerts that may be seen is the largest whose exact upper 90 % bound (Poisson) is within the budget;
    /// where not even none is, none may be seen, and the budget is not shown. Counts alerts on the
    /// reference, not false alerts: some of them may have been right. Alerts are taken as independent of each other, so
    /// the bound is too sure where they come in clusters.
    package init(
        _ history: RuleHistory, _ budget: AlertBudget, by hysteresis: AlertHysteresis
    ) throws(Unavailable) {
        let values = history.values.compactMap { $0 }
        guard values.count >= history.minimumEvaluations else {
            throw Unavailable(
                reason: """
                    a budget needs \(history.minimumEvaluations) evaluated sessions before the window (a year after \
                    warm-up); there are \(values.count)
                    """)
        }
        let allowed = PoissonBudget.maximumCount(budget: budget.perYear * history.years)
        let descent = ThresholdDescent(
            values, hysteresis, maximumAlerts: allowed ?? 0, percentOfDays: budget.mostPercentOfDays)
        self.init(
            budget: budget, threshold: descent.threshold, stop: descent.stop, alerts: descent.alerts,
            alarmDays: descent.alarmDays, evaluated: values.count, years: history.years,
            daysPercentOfAYear: history.daysPercentOfAYear(past: Threshold(.above, descent.threshold)),
            isShown: allowed != nil)
    }

    /// The budget a year below which the number decides; nil where the walk was stopped by its alerts, or half the
    /// number leads to a lower threshold: then it decides already. 0 where no number does.
    package func decisiveBudget(_ history: RuleHistory, _ hysteresis: AlertHysteresis) -> Double? {
        guard stop == .days else { return nil }
        let values = history.values.compactMap { $0 }
        func descent(_ maximumAlerts: Int) -> ThresholdDescent {
            ThresholdDescent(
                values, hysteresis, maximumAlerts: maximumAlerts, percentOfDays: budget.mostPercentOfDays)
        }
        let half = PoissonBudget.maximumCount(budget: budget.perYear / 2 * history.years)
        guard descent(half ?? 0).threshold == threshold else { return nil }
        let mostAlerts = descent(.max).mostAlerts
        return mostAlerts == 0 ? 0 : PoissonBudget.smallest(for: mostAlerts) / history.years
    }
}

extension RuleHistory {
    /// The share of days past a threshold that 95 % of the runs of one year of evaluated sessions had, in percent; nil
    /// for fewer than three years.
    func daysPercentOfAYear(past threshold: Threshold) -> ClosedRange<Double>? {
        guard years >= 3 else { return nil }
        let alarms = values.compactMap { $0.map(threshold.isBreached) }
        let year = Int(sessionsPerYear)
        var days = alarms.prefix(year).count { $0 }
        var shares = [100 * Double(days) / Double(year)]
        for end in year..<alarms.count {
            days += (alarms[end] ? 1 : 0) - (alarms[end - year] ? 1 : 0)
            shares.append(100 * Double(days) / Double(year))
        }
        let ends = quantiles([0.025, 0.975], of: shares)
        return ends[0]...ends[1]
    }
}
