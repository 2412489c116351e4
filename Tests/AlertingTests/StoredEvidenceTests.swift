import Alerting
import Core
import Foundation
import Testing

@Suite("Evidence in a store")
struct StoredEvidenceTests {
    @Test(
        "a line that an earlier version wrote reads as it was",
        arguments: ["252 rows · 2022-11-14 … 2023-11-14 · p 0.001", "", "{", "null", "{\"sample\": 3}"])
    func legacy(_ text: String) throws {
        #expect(StoredEvidence.stored(text).line == text)
        #expect(try StoredEvidence.stored(text).text() == text)
    }

    @Test("figures are kept, and the line is made of them")
    func figures() throws {
        var evidence = CheckEvidence(unit: .share)
        evidence.sample = .init(count: 1, noun: "prediction")
        evidence.window = .init(first: "2024-01-02", last: "2024-01-31")
        evidence.absentSessions = 2
        evidence.realised = .init(value: 0.5, pairs: 12)
        evidence.earlierWindows = .init(count: 12, missed: 3)
        evidence.rejections = 4
        evidence.sessionsWithoutPrediction = 1
        evidence.interval = .init(lower: 0.25, upper: 0.75, isBand: true)
        evidence.expectedWithoutChange = 0.125
        evidence.pValue = 0.0625
        evidence.calibrated = 0.4
        evidence.alarms = .init(perYear: 1.25, daysPercent: 3)
        let stored = StoredEvidence.figures(evidence)
        let kept = StoredEvidence.stored(try stored.text())
        #expect(kept == stored && kept.line == stored.line)
        let expected = [
            "1 prediction", "2024-01-02 … 2024-01-31", "2 sessions absent", "realised so far 50 % on 12 pairs",
            "missed its band in 3 of 12 earlier windows", "4 refused", "1 session without prediction",
            "95 % band 25 % … 75 %", "unchanged 0.125", "p 0.0625", "calibrated 40 %",
            "before: in alarm on 3.0 % of days, 1.2 episodes a year",
        ]
        #expect(stored.line.components(separatedBy: " · ") == expected)
        evidence.alarms = .init(perYear: 0.5, daysPercent: 60)
        #expect(evidence.line.hasSuffix("before: in alarm on 60.0 % of days"))
    }

    @Test("alerts are said as such, those of a budget with what stopped the walk, the interval and the shares of days")
    func budget() throws {
        var evidence = CheckEvidence(unit: .plain)
        evidence.alerts = .init(perYear: 1.25, daysPercent: 3)
        #expect(evidence.line == "before: in alarm on 3.0 % of days, 1.2 alerts a year")
        // χ²₀.₀₂₅(28)/2 = 7.654 and χ²₀.₉₇₅(30)/2 = 23.490, over ten years.
        evidence.calibration = BudgetCalibration(
            budget: AlertBudget(perYear: 2), threshold: 0.25, stop: .days, alerts: 14, alarmDays: 126,
            evaluated: 2_520, years: 10, daysPercentOfAYear: 0...31.4, isShown: true, power: 0.875)
        let stored = StoredEvidence.figures(evidence)
        #expect(StoredEvidence.stored(try stored.text()) == stored)
        #expect(
            stored.line == """
                budget 2 a year, at most 5 % of days: threshold 0.25 (stopped by the days): 1.4 alerts a year (0.8 … 2.3), \
                5.0 % of days; of the years of the reference 95 % had 0 … 31 % of their days in alarm; catches 88 % of \
                planted shifts
                """)
    }
}
