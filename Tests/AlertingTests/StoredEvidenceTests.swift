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
}
