import Core

extension BudgetCalibration {
    /// The threshold that keeps a rule's alerts within a budget, where passing it is worse on either side.
    /// - Parameter side: of the threshold on which a value is a breach.
    init(
        _ history: RuleHistory, _ budget: AlertBudget, by hysteresis: AlertHysteresis, worse side: Threshold.Side
    ) throws(Unavailable) {
        switch side {
        case .above: try self.init(history, budget, by: hysteresis)
        case .below:
            let found = try BudgetCalibration(history.mirrored, budget, by: hysteresis.mirrored)
            self = found.mirrored
        }
    }

    /// ``decisiveBudget(_:_:)`` of a calibration on either side.
    func decisiveBudget(
        _ history: RuleHistory, _ hysteresis: AlertHysteresis, worse side: Threshold.Side
    ) -> Double? {
        switch side {
        case .above: decisiveBudget(history, hysteresis)
        case .below: mirrored.decisiveBudget(history.mirrored, hysteresis.mirrored)
        }
    }

    /// The same on the other side of zero.
    private var mirrored: BudgetCalibration {
        BudgetCalibration(
            budget: budget, threshold: -threshold, stop: stop, alerts: alerts, alarmDays: alarmDays,
            evaluated: evaluated, years: years, daysPercentOfAYear: daysPercentOfAYear, isShown: isShown, power: power)
    }
}

extension RuleHistory {
    fileprivate var mirrored: RuleHistory {
        RuleHistory(sessions: sessions, values: values.map { $0.map { -$0 } }, sessionsPerYear: sessionsPerYear)
    }
}

extension AlertHysteresis {
    fileprivate var mirrored: AlertHysteresis {
        AlertHysteresis(
            consecutive: consecutive,
            clear: clear.map { Threshold($0.side == .above ? .below : .above, -$0.bound) },
            keepFiringFor: keepFiringFor)
    }
}
