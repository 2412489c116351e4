import Checks
import Core
import Statistics
import Testing

@Suite("log_score and crps")
struct ProperScoreTests {
    typealias Row = SyntheticLedger.Row

    @Test("are means over the pairs with a σ")
    func values() throws {
        // By hand: z = 0, 1 and −2 with σ = 1, 1 and 2; a fourth pair has no σ.
        let rows = [
            Row(label: 0), Row(mean: 1, label: 0), Row(mean: 0, sigma: 2, label: 4), Row(sigma: nil, label: 3),
            Row(label: 0), Row(label: 0),
        ]
        let evidence = SyntheticLedger.evidence(rows)
        let constant = 0.9189385332046727
        let log = try SyntheticLedger.result(
            ["metric": "log_score", "window": "6 sessions", "warning": "above 9"], evidence)
        let expected = (5 * constant + 0.5 + 0.6931471805599453 + 2) / 5
        #expect(log.measurement.sample == 5)
        #expect(abs((log.measurement.value ?? .nan) - expected) < 1e-12)
        let ranked = try SyntheticLedger.result(
            ["metric": "crps", "window": "6 sessions", "warning": "above 9"], evidence)
        // CRPS of z = 2 is 1.4527918 (Gneiting and Raftery's formula by hand: 2·0.9545 + 2·0.05399 − 0.56419), times σ.
        let two = 2 * (2 * 0.9544997361036416 + 2 * 0.05399096651318806 - 0.5641895835477563)
        #expect(
            abs((ranked.measurement.value ?? .nan) - (3 * 0.2336949772551091 + 0.6024413576276163 + two) / 5) < 1e-9)
    }

    @Test("crps can be compared with a baseline, a log score cannot, and both have a budget with its power")
    func capabilities() throws {
        var noise = SplitMix64(seed: 11)
        let evidence = SyntheticLedger.evidence(
            (0..<3_000).map { _ in Row(label: noise.normal()) }, scores: [.crps: 0.4])
        let relative = try SyntheticLedger.result(
            ["metric": "crps", "window": "63 sessions", "relative_to": "baseline", "warning": "above 80%"], evidence)
        let plain = try SyntheticLedger.result(
            ["metric": "crps", "window": "63 sessions", "warning": "above 9"], evidence)
        let value = try #require(plain.measurement.value)
        #expect(abs((relative.measurement.value ?? .nan) - 100 * (value / 0.4 - 1)) < 1e-9)
        let asked = ["metric": "log_score", "window": "63 sessions", "relative_to": "baseline", "warning": "above 5%"]
        #expect(SkillFixture.read(asked, against: nil).problems.contains { $0.contains("not said relative") })
        for metric in ["log_score", "crps"] {
            let result = try SyntheticLedger.result(
                ["metric": metric, "window": "63 sessions", "critical": "budget 2 a year"], evidence)
            #expect(result.calibratedThreshold != nil, "\(metric): \(result.reason)")
            #expect(result.verdict == .ok)
        }
    }
}
