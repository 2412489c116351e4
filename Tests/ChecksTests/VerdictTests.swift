import Checks
import Core
import Statistics
import Testing

@Suite("Verdicts on awkward data")
struct VerdictTests {
    func drift(
        _ then: [Double?], _ now: [Double?], metric: String = "psi", critical: String = "above 0.3",
        missingAsBin: Bool = false
    ) throws -> CheckResult {
        let rule = try Synthetic.rule(
            metric, window: now.count, critical: critical, baseline: then.count, missingAsBin: missingAsBin)
        return Synthetic.result(rule, Synthetic.evidence([("x", then + now)]))
    }

    @Test("a constant that stays is 0, one that changes is a large PSI")
    func constants() throws {
        #expect(try drift(Array(repeating: 5, count: 100), Array(repeating: 5, count: 21)).measurement.value == 0)
        #expect(try drift(Array(repeating: 5, count: 100), Array(repeating: 5, count: 21)).verdict == .ok)
        let changed = try drift(Array(repeating: 5, count: 100), Array(repeating: 7, count: 21))
        #expect(changed.verdict == .critical && (changed.measurement.value ?? 0) > 5)
    }

    @Test("ones that rise from 4 % to 60 % are a large PSI")
    func ones() throws {
        let then: [Double?] = (0..<200).map { $0 % 25 == 0 ? 1 : 0 }
        let now: [Double?] = (0..<50).map { $0 % 5 < 3 ? 1 : 0 }
        let result = try drift(then, now)
        #expect(result.verdict == .critical && (result.measurement.value ?? 0) > 1)
    }

    @Test("without a value on either side there is no data, and with few there is not enough evidence")
    func absent() throws {
        let some: [Double?] = (0..<100).map { Double($0) }
        #expect(try drift(some, Array(repeating: nil, count: 30)).verdict == .noData)
        #expect(try drift(Array(repeating: nil, count: 100), Array(some.prefix(30))).verdict == .noData)
        let one = try drift(some, [5])
        #expect(one.verdict == .insufficientEvidence && one.measurement.sample == 1)
        #expect(one.reason == "1 row; psi needs 20")
        #expect(Verdict.insufficientEvidence.exitCode == 0 && Verdict.noData.exitCode == 3)
    }

    @Test("nulls are outside PSI unless they are asked for as a bin")
    func nulls() throws {
        var generator = SplitMix64(seed: 4)
        let then: [Double?] = Synthetic.normal(300, &generator)
        let now: [Double?] = Synthetic.normal(80, &generator).enumerated().map { $0.offset % 2 == 0 ? nil : $0.element }
        let outside = try drift(then, now)
        #expect(outside.measurement.sample == 40)
        let inside = try drift(then, now, missingAsBin: true)
        #expect(inside.measurement.sample == 80)
        #expect((inside.measurement.value ?? 0) > (outside.measurement.value ?? 0) + 1)
    }

    @Test("a window without rows is no data for nulls, and one null in four rows is 25 %")
    func nullPercent() throws {
        let rule = try Synthetic.rule("null_percent", window: 4, warning: "above 10", critical: "above 20")
        let quarter = Synthetic.result(rule, Synthetic.evidence([("x", [1, 2, nil, 4])]))
        #expect(quarter.measurement.value == 25 && quarter.verdict == .critical && quarter.threshold == 20)
        let rows: [Double?] = Array(repeating: 1, count: 10)
        let empty = Synthetic.result(rule, Synthetic.evidence([("x", rows)], missing: Set(6..<10)))
        #expect(empty.verdict == .noData)
        // MissingSettings rows are not replaced: the sample counts rows.
        let gap = Synthetic.result(rule, Synthetic.evidence([("x", rows)], missing: [7, 8]))
        #expect(gap.measurement.sample == 2 && gap.verdict == .ok)
    }

    @Test("a threshold is strict, on the unrounded value")
    func strict() throws {
        let rule = try Synthetic.rule("null_percent", window: 4, critical: "above 25")
        #expect(Synthetic.result(rule, Synthetic.evidence([("x", [1, 2, nil, 4])])).verdict == .ok)
    }

    @Test("judged by evidence, an interval that contains the threshold is not enough, whichever side the value is on")
    func byEvidence() throws {
        let values: [Double?] = (0..<50).map { $0 < 2 ? nil : 1 }
        let byValue = try Synthetic.rule("null_percent", window: 50, critical: "above 2")
        let byEvidence = try Synthetic.rule("null_percent", window: 50, critical: "above 2", evidence: true)
        #expect(Synthetic.result(byValue, Synthetic.evidence([("x", values)])).verdict == .critical)
        let result = Synthetic.result(byEvidence, Synthetic.evidence([("x", values)]))
        #expect(result.verdict == .insufficientEvidence && result.reason.contains("could be chance"))
        // One null in 50 is 2 %, with Wilson's interval from 0.35 % to 10.5 %: no evidence of more than 5 %, and none of less.
        let one: [Double?] = (0..<50).map { $0 < 1 ? nil : 1 }
        let above = try Synthetic.rule("null_percent", window: 50, critical: "above 5", evidence: true)
        let unsure = Synthetic.result(above, Synthetic.evidence([("x", one)]))
        #expect(unsure.verdict == .insufficientEvidence && unsure.threshold == 5, "\(unsure.reason)")
        #expect(unsure.reason.contains("2 % of 50 cells are null: not above 5 %, but this could be chance"))
        let far = try Synthetic.rule("null_percent", window: 50, critical: "above 20", evidence: true)
        #expect(Synthetic.result(far, Synthetic.evidence([("x", one)])).verdict == .ok)
        // 12 nulls of 50 are 24 %, from 14.3 % to 37.4 %: more than 5 % for certain, more than 20 % perhaps.
        let many: [Double?] = (0..<50).map { $0 < 12 ? nil : 1 }
        let both = try Synthetic.rule(
            "null_percent", window: 50, warning: "above 5", critical: "above 20", evidence: true)
        let warned = Synthetic.result(both, Synthetic.evidence([("x", many)]))
        #expect(warned.verdict == .warning && warned.threshold == 5, "\(warned.reason)")
        #expect(Synthetic.result(both, Synthetic.evidence([("x", one)])).verdict == .insufficientEvidence)
    }

    @Test("p-values are judged where a rule says so")
    func pValues() throws {
        var generator = SplitMix64(seed: 8)
        let then: [Double?] = Synthetic.normal(300, &generator)
        let same: [Double?] = Synthetic.normal(60, &generator)
        for metric in ["psi", "ks", "energy", "anderson_darling"] {
            #expect(try drift(then, same, metric: metric, critical: "p_value below 0.001").verdict == .ok)
            let shifted = try drift(
                then, same.map { $0.map { $0 + 1.5 } }, metric: metric, critical: "p_value below 0.001")
            #expect(shifted.verdict == .critical && shifted.threshold == 0.001)
        }
    }

    @Test("values whose squares no number holds are not evaluable, and do no harm")
    func enormous() throws {
        let huge: [Double?] = (0..<100).map { row in
            let size = 1e200 * Double(row + 1)
            return row % 2 == 0 ? size : -size
        }
        for metric in ["psi", "ks", "wasserstein", "energy", "anderson_darling", "hellinger"] {
            let result = try drift(huge, Array(huge.prefix(30)), metric: metric)
            #expect(result.verdict != .error, "\(metric)")
        }
        #expect(LeastSquares(x: [1e200, -1e200, 2e200], y: [1, 2, 3]) == nil)
    }

    @Test("the worst of a run follows the order of the exit codes")
    func worst() {
        #expect(Verdict.worst(of: []) == .ok)
        #expect(Verdict.worst(of: [.ok, .insufficientEvidence]).exitCode == 0)
        #expect(Verdict.worst(of: [.insufficientEvidence, .warning]).exitCode == 1)
        #expect(Verdict.worst(of: [.warning, .noData]).exitCode == 3)
        #expect(Verdict.worst(of: [.noData, .error]) == .error)
        #expect(Verdict.worst(of: [.error, .critical]).exitCode == 2)
    }
}
