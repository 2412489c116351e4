import Checks
import Core
import Statistics
import Testing
import TradingCalendar

@Suite("Calibrated thresholds")
struct CalibrationTests {
    static let budget = 2.0
    static let paths = 60

    static func autoregression(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
        var level = 0.0
        return (0..<count).map { _ in
            level = 0.98 * level + generator.normal()
            return level
        }
    }

    @Test(
        "calibrated on ten years, a rule keeps its budget over the next twenty, on levels and on changes",
        arguments: [Transform.level, .change])
    func keepsItsBudget(transform: Transform) throws {
        let warmUp = 504 + 63 + 1
        let (reference, future) = (2_520, 20 * 252)
        var generator = SplitMix64(seed: 98)
        var rates: [Double] = []
        var alarmShares: [Double] = []
        for _ in 0..<Self.paths {
            let values = Self.autoregression(warmUp + reference + future, &generator)
            let rule = try Synthetic.rule("psi", as: transform, critical: "budget 2 a year")
            let evidence = Synthetic.evidence([("x", values)])
            let evaluator = try #require(
                RuleEvaluator(rule: rule, subject: rule.subjects[0], evidence: .source(evidence)))
            let history = evaluator.history(
                from: evidence.timeline.days[0], through: evidence.timeline.days[evidence.timeline.days.count - 1])
            #expect(history.evaluated >= reference + future)
            let past = RuleHistory(
                sessions: Array(history.sessions.prefix(reference)), values: Array(history.values.prefix(reference)),
                sessionsPerYear: 252)
            let next = RuleHistory(
                sessions: Array(history.sessions.dropFirst(reference)),
                values: Array(history.values.dropFirst(reference)), sessionsPerYear: 252)
            let found = try BudgetCalibration(past, AlertBudget(perYear: Self.budget), by: AlertHysteresis())
            #expect(found.daysPercent <= 5)
            let walk = next.walk(Threshold(.above, found.threshold), AlertHysteresis())
            rates.append(Double(walk.alerts) / next.years)
            alarmShares.append(100 * Double(walk.alarmDays) / Double(next.evaluated))
        }
        let mean = rates.reduce(0, +) / Double(rates.count)
        let within = Double(rates.count { $0 <= Self.budget }) / Double(rates.count)
        let share = alarmShares.reduce(0, +) / Double(alarmShares.count)
        print(
            "calibrated on \(transform.rawValue): \(mean.fixed(2)) alerts a year, \((100 * within).fixed(0)) % of paths within the budget of 2, in alarm on \(share.fixed(1)) % of days"
        )
        #expect(mean <= Self.budget)
        #expect(within >= 0.85)
    }

    /// 2,520 quiet days with spikes of falling height, 40 sessions apart.
    static func spiky() -> RuleHistory {
        var values = [Double?](repeating: 0.1, count: 2_520)
        for spike in 0..<50 { values[spike * 40] = 1 + Double(50 - spike) / 100 }
        return RuleHistory(
            sessions: Array(TradingCalendar.weekdays.sessions.prefix(2_520)), values: values, sessionsPerYear: 252)
    }

    @Test("the walk stops before the first threshold with too many alerts")
    func walk() throws {
        // Two a year over ten years: 20 expected, of which 13 may be seen (χ² bound 18.96).
        let found = try BudgetCalibration(Self.spiky(), AlertBudget(perYear: 2), by: AlertHysteresis())
        #expect(found.alerts == 13 && found.alarmDays == 13 && found.stop == .alerts)
        #expect(found.threshold == 1 + 37.0 / 100)
        #expect(agrees(found.alertsAYear, 1.3))
    }

    @Test("single days never open an alert of a rule that wants three in a row, so its threshold can be lower")
    func consecutive() throws {
        let found = try BudgetCalibration(
            Self.spiky(), AlertBudget(perYear: 2), by: AlertHysteresis(consecutive: .sessions(3)))
        #expect(found.threshold == 0.1 && found.alerts == 0 && found.alarmDays == 50 && found.stop == .nothing)
    }

    @Test("a rule that is always on is no calibration: at most 5 % of days may be past the threshold")
    func dayCap() throws {
        let values: [Double?] = (0..<2_520).map { Double($0) }
        let history = RuleHistory(
            sessions: Array(TradingCalendar.weekdays.sessions.prefix(2_520)), values: values, sessionsPerYear: 252)
        let found = try BudgetCalibration(history, AlertBudget(perYear: 2), by: AlertHysteresis())
        #expect(found.alarmDays == 126 && found.alerts == 1 && found.stop == .days)
    }

    @Test("of a budget that no history could show the calibration says so, and allows no alert")
    func unshown() throws {
        let found = try BudgetCalibration(Self.spiky(), AlertBudget(perYear: 0.1), by: AlertHysteresis())
        #expect(!found.isShown && found.alerts == 0 && found.threshold == 1.5)
    }

    /// Quiet days of a calendar with spikes of falling height, 40 sessions apart.
    static func spiky(_ count: Int, _ calendar: TradingCalendar) -> RuleHistory {
        var values = [Double?](repeating: 0.1, count: count)
        for spike in 0..<count / 40 { values[spike * 40] = 1 + Double(count / 40 - spike) / 1_000 }
        return RuleHistory(
            sessions: Array(calendar.sessions.prefix(count)), values: values,
            sessionsPerYear: calendar.sessionsPerYear)
    }

    @Test("a year has as many sessions as its calendar: of 3,700 days that trade every day 14 may alarm, not 22")
    func everyDay() throws {
        // 3,700 / 365.25 = 10.13 years; 20.26 alarms are expected, of which 14 may be seen (Poisson, 90 %).
        let found = try BudgetCalibration(
            Self.spiky(3_700, .everyDay), AlertBudget(perYear: 2), by: AlertHysteresis())
        #expect(found.alerts == 14)
        #expect(agrees(found.alertsAYear, 14 / (3_700 / 365.25)))
        let weekdays = try BudgetCalibration(
            Self.spiky(2_700, .weekdays), AlertBudget(perYear: 2), by: AlertHysteresis())
        // 2,700 / 260.895 = 10.349 years.
        #expect(weekdays.alerts == 14)
        #expect(agrees(weekdays.alertsAYear, 14 / (2_700 / 260.89505496819845)))
    }

    @Test("a year is as many evaluations as a year has sessions", arguments: [(365, false), (366, true)])
    func oneYear(count: Int, suffices: Bool) throws {
        let history = Self.spiky(count, .everyDay)
        if suffices {
            _ = try BudgetCalibration(history, AlertBudget(perYear: 2), by: AlertHysteresis())
        } else {
            let refusal = #expect(throws: BudgetCalibration.Unavailable.self) {
                try BudgetCalibration(history, AlertBudget(perYear: 2), by: AlertHysteresis())
            }
            #expect(refusal?.reason.contains("a budget needs 366 evaluated sessions") == true)
        }
    }

    @Test("a rule whose threshold keeps the budget only by being blind says so")
    func blind() throws {
        // Regimes that change every 300 sessions: the level's PSI reaches its ceiling again and again.
        var generator = SplitMix64(seed: 12)
        let values: [Double?] = (0..<4_000).map { Double($0 / 300 % 5) * 20 + generator.normal() }
        let rule = try Synthetic.rule("psi", critical: "budget 2 a year")
        let result = Synthetic.result(rule, Synthetic.evidence([("x", values)]))
        #expect(result.verdict == .insufficientEvidence)
        #expect(result.reason.hasPrefix("no threshold can do both"), "\(result.reason)")
    }

    @Test("each of two budgets has its own threshold")
    func twoBudgets() throws {
        var generator = SplitMix64(seed: 31)
        let values: [Double?] = Synthetic.normal(4_000, &generator)
        let evidence = Synthetic.evidence([("x", values)])
        func threshold(_ warning: String?, _ critical: String?) throws -> Double? {
            Synthetic.result(try Synthetic.rule("psi", warning: warning, critical: critical), evidence).threshold
        }
        let generous = try #require(try threshold(nil, "budget 6 a year"))
        let strict = try #require(try threshold(nil, "budget 1 a year"))
        #expect(generous < strict)
        #expect(try threshold("budget 6 a year", "budget 1 a year") == generous)
    }

    @Test("history is measured with exactly the live rule")
    func history() throws {
        var generator = SplitMix64(seed: 3)
        let values: [Double?] = Synthetic.normal(700, &generator).enumerated().map {
            $0.offset % 97 == 5 ? nil : $0.element
        }
        for metric in [
            "psi", "ks", "wasserstein", "energy", "anderson_darling", "jensen_shannon", "hellinger", "null_percent",
        ] {
            let rule = try Synthetic.rule(metric, window: 63, baseline: 252)
            let whole = Synthetic.evidence([("x", values)], missing: [400, 401])
            let history = try #require(RuleEvaluator(rule: rule, subject: rule.subjects[0], evidence: .source(whole)))
                .history(
                    from: whole.timeline.days[0], through: whole.timeline.days[whole.timeline.days.count - 1])
            for end in [450, 555, 700] {
                let evidence = Synthetic.evidence([("x", Array(values[..<end]))], missing: [400, 401])
                let position = try #require(history.sessions.firstIndex(of: evidence.timeline.asOfSession))
                #expect(
                    history.values[position] == Synthetic.result(rule, evidence).measurement.value,
                    "\(metric) at \(end)")
            }
        }
    }
}

/// Equal to 1e-9, relative.
func agrees(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }
