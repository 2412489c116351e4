import Checks
import Core
import Statistics
import TestSupport
import Testing
import TradingCalendar

/// Against `Tests/Fixtures/statistics/budget.py`.
@Suite("Budgets")
struct BudgetTests {
    private static func hysteresis(_ json: JSON) -> AlertHysteresis {
        AlertHysteresis(
            consecutive: .sessions(json["for"].int),
            clear: json.clear_below.isNull ? nil : Threshold(.below, json.clear_below.double),
            keepFiringFor: .sessions(json.keep_firing_for.int))
    }

    private static func history(_ values: [JSON], sessionsPerYear: Double = 252) -> RuleHistory {
        RuleHistory(
            sessions: Array(TradingCalendar.everyDay.sessions.prefix(values.count)),
            values: values.map { $0.isNull ? nil : $0.double }, sessionsPerYear: sessionsPerYear)
    }

    @Test(
        "alerts are counted as the live rule opens them",
        arguments: try Fixtures.tree("statistics/budget.json").alerts.array)
    func alerts(_ json: JSON) {
        let walk = Self.history(json.values.array).walk(
            Threshold(.above, json.threshold.double), Self.hysteresis(json))
        #expect(walk.alerts == json.alerts.int)
    }

    @Test(
        "a history is calibrated to the threshold, the rate with its interval and the share of days of a year",
        arguments: try Fixtures.tree("statistics/budget.json").cases.array)
    func calibration(_ json: JSON) throws {
        let tree = try Fixtures.tree("statistics/budget.json")
        let history = Self.history(
            tree.histories[json.history.string].array, sessionsPerYear: json.sessions_a_year.double)
        let budget = AlertBudget(perYear: json.budget.double, mostPercentOfDays: json.percent.double)
        let expected = json.expected
        guard !expected.isNull else {
            #expect(throws: BudgetCalibration.Unavailable.self) {
                try BudgetCalibration(history, budget, by: Self.hysteresis(json))
            }
            return
        }
        let found = try BudgetCalibration(history, budget, by: Self.hysteresis(json))
        #expect(found.threshold == expected.threshold.double)
        #expect(found.stop.rawValue == expected.stopped_by.string)
        #expect(found.alerts == expected.alerts.int && found.alarmDays == expected.alarm_days.int)
        #expect(found.evaluated == expected.evaluated.int && found.isShown == expected.is_shown.isTrue)
        #expect(agrees(found.alertsAYear, expected.alerts_a_year.double))
        #expect(agrees(found.alertsAYearInterval.lowerBound, expected.alerts_a_year_interval[0].double))
        #expect(agrees(found.alertsAYearInterval.upperBound, expected.alerts_a_year_interval[1].double))
        #expect(agrees(found.daysPercent, expected.days_percent.double))
        #expect((found.daysPercentOfAYear == nil) == expected.days_percent_of_a_year.isNull)
        if let shares = found.daysPercentOfAYear {
            #expect(agrees(shares.lowerBound, expected.days_percent_of_a_year[0].double))
            #expect(agrees(shares.upperBound, expected.days_percent_of_a_year[1].double))
        }
        let decisive = found.decisiveBudget(history, Self.hysteresis(json))
        let isInert = expected.stopped_by.string == "days" && expected.half_gives_the_same.isTrue
        #expect((decisive == nil) == !isInert)
        if isInert {
            let below = expected.changes_below
            #expect(below.isNull ? decisive == 0 : agrees(decisive ?? 0, below.double))
        }
    }

    @Test(
        "a budget is a number a year, and a share of days where the usual one is not meant",
        arguments: [
            ("budget 2 a year", 2, 5), ("budget 0.5 a year, at most 20 % of days", 0.5, 20),
            ("budget 2 a year, at most 7.5% of days", 2, 7.5), ("budget 1e-1 a year,  at most 1 % of days", 0.1, 1),
        ])
    func text(_ text: String, perYear: Double, percent: Double) throws {
        let rule = try Synthetic.rule("psi", critical: text)
        #expect(rule.critical == .budget(AlertBudget(perYear: perYear, mostPercentOfDays: percent)))
    }

    @Test(
        "a share of days outside 0 to 100, or in other words, is no budget",
        arguments: [
            "budget 2 a year, at most 0 % of days", "budget 2 a year, at most 100 % of days",
            "budget 2 a year at most 5 %",
            "budget 2 a year, at most x % of days", "budget 2 a year, at most 5 of days", "budget 0 a year",
            "budget 253 a year",
        ])
    func noBudget(_ text: String) throws {
        #expect(try Synthetic.rule("psi", critical: text).critical == nil)
    }

    /// Noise, and a level that is far away for one session a year before the last year.
    private static func far(_ last: Double) -> SourceEvidence {
        var generator = SplitMix64(seed: 12)
        let values: [Double?] = (0..<4_000).map { Double($0 / 300 % 5) * 20 + generator.normal() }
        return Synthetic.evidence([("x", values + Array(repeating: last, count: 63))])
    }

    @Test("a threshold of low power that is passed is a breach, and the reason says that the power is low")
    func passedThoughBlind() throws {
        // The largest value that the measure reaches in a window of one value that the baseline never saw.
        let rule = try Synthetic.rule("wasserstein", critical: "budget 0.1 a year")
        let calm = Synthetic.result(rule, Self.far(40))
        let far = Synthetic.result(rule, Self.far(1_000))
        #expect(calm.verdict == .insufficientEvidence && calm.reason.hasPrefix("no threshold can do both"))
        #expect(far.verdict == .critical && far.threshold == far.calibration?.threshold)
        #expect(far.reason.contains("no threshold can do both"), "\(far.reason)")
        #expect(try #require(far.calibration?.power) < 0.5)
    }

    @Test("what a threshold catches is the same from session to session as long as the threshold is")
    func stablePower() throws {
        var generator = SplitMix64(seed: 41)
        let values = CalibrationTests.autoregression(4_020, &generator)
        let rule = try Synthetic.rule("ks", critical: "budget 2 a year")
        let found = (4_001...4_020).map { end in
            Synthetic.result(rule, Synthetic.evidence([("x", values.prefix(end).map { $0 })])).calibration
        }
        let first = try #require(found[0])
        let powers = found.compactMap { $0?.threshold == first.threshold ? $0?.power : nil }
        #expect(powers.count >= 15)
        let (least, most) = (try #require(powers.min()), try #require(powers.max()))
        // The reference grows by a session each time. Trials drawn anew each day would spread by some six points.
        #expect(most - least < 0.04, "\(powers)")
        #expect(least > 0.02 && most < 0.98)
    }
}
