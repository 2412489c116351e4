import Checks
import Core
import Statistics
import TestSupport
import Testing

@Suite("skill, against an independent program")
struct SkillTests {
    @Test("every value, interval and test is theirs", arguments: [0, 1])
    func fixture(number: Int) throws {
        let fixture = try SkillFixture(try Fixtures.tree("statistics/skill.json").ledgers[number])
        let cases = fixture.ledger.skill.array
        for item in cases {
            let name: Comment = "\(item.score.string) against \(item.against.string), \(item.window.int)"
            let result = try fixture.result(
                score: item.score.string, against: item.against.string, window: item.window.int)
            #expect(result.measurement.sample == item.n.int, name)
            #expect(agrees(result.measurement.value ?? .nan, item.value.double), name)
            #expect((result.verdict == .critical) == (item.verdict.string == "critical"), name)
            guard case .skill(let details) = result.measurement.details else {
                Issue.record("no details")
                continue
            }
            #expect(agrees((details.benchmarkLoss ?? .nan) - (details.modelLoss ?? .nan), item.value.double), name)
            guard !item.standard_error.isNull else {
                #expect(details.test == nil && result.measurement.interval == nil, name)
                continue
            }
            let test = try #require(details.test, name)
            let interval = try #require(result.measurement.interval, name)
            #expect(test.isFromHistory == (item.standard_error_from.string == "history"), name)
            #expect(details.horizon == fixture.ledger.horizon.int, name)
            #expect(agrees(test.standardError, item.standard_error.double), name)
            #expect(agrees(test.statistic, item.t.double), name)
            #expect(test.degreesOfFreedom == item.degrees.int, name)
            #expect(agrees(test.pValue, item.p_value.double), name)
            #expect(agrees(interval.lowerBound, item.lower.double), name)
            #expect(agrees(interval.upperBound, item.upper.double), name)
            // The last of the probes is the newest pair.
            guard let probe = item.probes.array.last, let said = details.forecast else { continue }
            #expect(agrees(said.mean, probe.benchmark[0].double), name)
            if let sigma = said.sigma { #expect(agrees(sigma, probe.benchmark[1].double), name) }
        }
        #expect(cases.count >= 20)
    }

    @Test("log_score and crps are theirs", arguments: [0, 1])
    func properScores(number: Int) throws {
        let fixture = try SkillFixture(try Fixtures.tree("statistics/skill.json").ledgers[number])
        for item in fixture.ledger.scores.array {
            let result = try SyntheticLedger.result(
                ["metric": item.metric.string, "window": "\(item.window.int) sessions", "warning": "above 9"],
                fixture.evidence)
            let name: Comment = "\(item.metric.string) \(item.window.int)"
            #expect(result.measurement.sample == item.n.int, name)
            #expect(agrees(result.measurement.value ?? .nan, item.value.double), name)
        }
    }

    @Test("pairs that cannot be compared are counted with their reasons")
    func leftOut() throws {
        let fixture = try SkillFixture(try Fixtures.tree("statistics/skill.json").ledgers[0])
        let all = try fixture.result(score: "log_score", against: "constant", window: 905)
        guard case .skill(let details) = all.measurement.details else {
            Issue.record("no details")
            return
        }
        // Labels of sessions 1 … 252 were predicted when fewer than 252 were known.
        #expect(details.leftOut == ["fewer than 252 labels were known to the benchmark": 252])
        let hits = try fixture.result(score: "hits", against: "always_up", window: 905)
        guard case .skill(let details) = hits.measurement.details else { return }
        #expect(details.leftOut == ["a label of 0 has no sign": 3])
        let ledger = try fixture.result(score: "crps", against: "ledger", window: 100)
        guard case .skill(let details) = ledger.measurement.details else { return }
        #expect(details.leftOut == ["the benchmark has no forecast of the label": 3])
    }

    @Test("a label that is revised later is to the benchmark what it was when the prediction was made")
    func revisions() throws {
        let tree = try Fixtures.tree("statistics/skill.json").ledgers[0]
        let fixture = try SkillFixture(tree)
        // Session 700's label was 0.061 from 701 to 711: six labels of 0.94ⁿ·0.06·0.061² were in ewma's variance.
        let probe = try #require(
            tree.skill.array.first { $0.score.string == "log_score" && $0.against.string == "ewma" })
        let mistaken = probe.probes.array.first { $0.session.int == 701 }
        #expect((mistaken?.benchmark[1].double ?? 0) > 0.015)
        let value = try fixture.result(score: "log_score", against: "ewma", window: 252).measurement.value
        let theirs = tree.skill.array.first {
            $0.score.string == "log_score" && $0.against.string == "ewma" && $0.window.int == 252
        }
        #expect(agrees(value ?? .nan, theirs?.value.double ?? .nan))
    }

    @Test("the policy's keys are read with every mistake told")
    func policy() throws {
        func against(_ name: String) -> PolicyNode { PolicyNode(.scalar(name), path: "", line: 1, column: 1) }
        let window = ["window": "504 sessions", "critical": "below 0", "judge": "evidence"]
        func problems(
            _ fields: [String: String], _ node: PolicyNode?, hasDecision: Bool = true, scales: [String: String]? = nil
        ) -> [String] {
            SkillFixture.read(
                window.merging(fields) { $1 }, against: node, hasDecision: hasDecision, scales: scales
            ).problems
        }
        #expect(problems(["score": "crps"], against("ewma")) == [])
        #expect(problems([:], nil).count == 2)
        #expect(problems(["score": "crsp"], against("ewmas")).count == 2)
        #expect(problems(["score": "crsp"], nil).contains { $0.contains("did you mean \"crps\"") })
        #expect(problems(["score": "crps"], against("ewmas")).first?.contains("{column: vix_close}") == true)
        #expect(problems(["score": "hits"], against("ewma")).first?.contains("always_up") == true)
        #expect(problems(["score": "crps"], against("never")).count == 1)
        #expect(problems(["score": "value"], against("never"), hasDecision: false).count == 1)
        let column = SyntheticLedger.node(["column": "vix"])
        #expect(problems(["score": "crps"], column) == [])
        #expect(
            problems(["score": "crps"], column, scales: ["vix_close": "vix_level"]).first?.contains("vix_close") == true
        )
        let both = SyntheticLedger.node(["column": "x", "ledger": "y.csv"])
        #expect(problems(["score": "crps"], both).count == 1)
        #expect(problems(["metric": "rmse", "score": "crps"], nil).first?.contains("belongs to skill") == true)
    }

    @Test("a budget calibrates the threshold below which a model is too bad too seldom")
    func budget() throws {
        var noise = SplitMix64(seed: 504)
        let rows = (0..<4_000).map { _ in
            SyntheticLedger.Row(mean: 0.3 * noise.normal(), label: noise.normal())
        }
        let evidence = SyntheticLedger.evidence(rows)
        let rule = try SkillFixture.rule(
            ["score": "squared_error", "window": "63 sessions", "critical": "budget 4 a year"],
            against: PolicyNode(.scalar("constant"), path: "", line: 1, column: 1))
        let result = Judge(rule: rule, firstStep: "step").result(
            rule.subjects[0], evidence: .ledger(evidence), deployment: "test")
        let found = try #require(result.calibration, "\(result.reason)")
        let evaluator = try #require(
            RuleEvaluator(rule: rule, subject: rule.subjects[0], evidence: .ledger(evidence)))
        let values = evaluator.history(before: evidence.timeline.asOfSession).values.compactMap { $0 }
        #expect(found.evaluated == values.count)
        #expect(values.contains(found.threshold) && found.threshold < 0)
        #expect(found.alarmDays == values.count { $0 < found.threshold })
        #expect(found.daysPercent > 3 && found.daysPercent <= 5)
        let value = try #require(result.measurement.value)
        #expect((result.verdict == .critical) == (value < found.threshold))
    }

    @Test("a benchmark that is not there is an error of its checks")
    func absent() throws {
        let fixture = try SkillFixture(try Fixtures.tree("statistics/skill.json").ledgers[0])
        let rule = try SkillFixture.rule(
            ["score": "crps", "window": "63 sessions", "critical": "below 0"],
            against: SyntheticLedger.node(["column": "vix"]))
        let result = Judge(rule: rule, firstStep: "step").result(
            rule.subjects[0], evidence: .ledger(fixture.evidence), deployment: "test")
        #expect(result.verdict == .error && result.reason.contains("they have c"))
    }
}
