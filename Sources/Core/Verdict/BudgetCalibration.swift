import Statistics

/// The threshold that a budget leads to, and the alerts that it would have opened on the reference.
package struct BudgetCalibration: Codable, Equatable, Sendable {
    /// The condition that the next lower threshold would have broken.
    package enum Stop: String, Codable, Sendable {
        case alerts
        case days
        /// The threshold is the smallest value seen.
        case nothing
    }

    package let budget: AlertBudget
    package let threshold: Double
    package let stop: Stop
    package let alerts: Int
    /// Evaluated sessions on which the value was past the threshold.
    package let alarmDays: Int
    package let evaluated: Int
    package let years: Double
    /// 95 % of the reference's years had a share of alarm days in this range; nil for fewer than three years.
    package let daysPercentOfAYear: ClosedRange<Double>?
    /// False where the reference is too short to show the budget: not even no alert at all would.
    package let isShown: Bool
    /// The share of planted shifts that the threshold catches; nil where that was not tried.
    package var power: Double?

    package init(
        budget: AlertBudget, threshold: Double, stop: Stop, alerts: Int, alarmDays: Int, evaluated: Int, years: Double,
        daysPercentOfAYear: ClosedRange<Double>?, isShown: Bool, power: Double? = nil
    ) {
        self.budget = budget
        self.threshold = threshold
        self.stop = stop
        self.alerts = alerts
        self.alarmDays = alarmDays
        self.evaluated = evaluated
        self.years = years
        self.daysPercentOfAYear = daysPercentOfAYear
        self.isShown = isShown
        self.power = power
    }

    package var alertsAYear: Double { Double(alerts) / years }
    package var alertsAYearInterval: ClosedRange<Double> { PoissonRate.interval(alerts, in: years) }
    package var daysPercent: Double { 100 * Double(alarmDays) / Double(evaluated) }
}

extension BudgetCalibration {
    /// The budget, its threshold and what that costs, in one sentence.
    func line(_ unit: MeasuredValue.Unit) -> String {
        let rate = alertsAYearInterval
        let reason =
            switch stop {
            case .alerts: "stopped by the alerts"
            case .days: "stopped by the days"
            case .nothing: "the smallest value seen"
            }
        var text = """
            \(budget): threshold \(unit.text(threshold)) (\(reason)): \(alertsAYear.fixed(1)) alerts a year \
            (\(rate.lowerBound.fixed(1)) … \(rate.upperBound.fixed(1))), \(daysPercent.fixed(1)) % of days
            """
        if let shares = daysPercentOfAYear {
            text += """
                ; of the years of the reference 95 % had \(shares.lowerBound.fixed(0)) … \
                \(shares.upperBound.fixed(0)) % of their days in alarm
                """
        }
        if !isShown { text += "; \(years.fixed(1)) years are too few to show that the budget is kept" }
        if let power { text += "; catches \((100 * power).fixed(0)) % of planted shifts" }
        return text
    }
}
