import Checks
import Core
import Statistics
import Testing
import TradingCalendar

@Suite("Alerts of a rule when nothing is wrong")
struct FaultlessTests {
    private func simulated(_ fields: [String: String]) throws -> FaultlessAlerts {
        let rule = try SyntheticLedger.rule(fields)
        // The real labels do not matter: here every one is far off.
        let evidence = SyntheticLedger.evidence((0..<1_600).map { _ in .init(label: 9) })
        return Judge(rule: rule, firstStep: "").faultlessAlerts(
            rule.subjects[0], evidence: .ledger(evidence), deployment: "test")
    }

    /// Expected by a program of its own on the same generator: nine runs of 1,600 squares of normal numbers, from the
    /// seed `test/check/ledger|faultless`, and the root of the mean of the last 21.
    @Test(
        "of a ledger labels are drawn from mean and σ, and the rule is walked with its for: and keep_firing_for:",
        arguments: [
            ("1 session", "0 sessions", 207, 0.3490824847407572), ("3 sessions", "5 sessions", 95, 0.1675765210759627),
        ])
    func ledger(consecutive: String, keep: String, alerts: Int, error: Double) throws {
        let found = try simulated([
            "metric": "scaled_rmse", "window": "21 sessions", "critical": "above 1.2", "for": consecutive,
            "keep_firing_for": keep,
        ])
        guard case .simulated(let aYear, let standardError, let years) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(agrees(years, 14_220 / 260.89505496819845))
        #expect(agrees(aYear, Double(alerts) / years) && agrees(standardError, error))
    }

    @Test("by evidence the interval decides, so there are fewer alerts than by value")
    func evidence() throws {
        let rule = ["metric": "scaled_rmse", "window": "63 sessions", "critical": "above 1"]
        guard case .simulated(let byValue, _, _) = try simulated(rule),
            case .simulated(let byEvidence, _, _) = try simulated(rule.merging(["judge": "evidence"]) { $1 })
        else {
            Issue.record("not simulated")
            return
        }
        #expect(byEvidence > 0 && byEvidence < byValue / 2, "\(byEvidence) \(byValue)")
    }

    @Test("what cannot be drawn is said: a p-value, a level that depends on the day before, predictions without σ")
    func unknown() throws {
        var generator = SplitMix64(seed: 7)
        func source(_ values: [Double], _ critical: String) throws -> FaultlessAlerts {
            let rule = try Synthetic.rule("ks", critical: critical)
            return Judge(rule: rule, firstStep: "").faultlessAlerts(
                rule.subjects[0], evidence: .source(Synthetic.evidence([("x", values)])), deployment: "test")
        }
        func reason(_ found: FaultlessAlerts) -> String { if case .unknown(let reason) = found { reason } else { "" } }
        let independent = Synthetic.normal(700, &generator)
        #expect(reason(try source(independent, "p_value below 0.01")).contains("p-value"))
        let level = CalibrationTests.autoregression(700, &generator)
        #expect(reason(try source(level, "above 0.3")).contains("lag-1 autocorrelation 0.9"))
        guard case .simulated(let aYear, _, let years) = try source(independent, "above 0.2") else {
            Issue.record("not simulated")
            return
        }
        #expect(aYear > 0.2 && aYear < 20 && years > 30)
        let rule = try SyntheticLedger.rule(["metric": "hit_rate", "window": "63 sessions", "critical": "below 50%"])
        let ledger = SyntheticLedger.evidence((0..<1_600).map { _ in .init(sigma: nil, label: 0.5) })
        let found = Judge(rule: rule, firstStep: "").faultlessAlerts(
            rule.subjects[0], evidence: .ledger(ledger), deployment: "test")
        #expect(reason(found).contains("σ"))
    }
}
