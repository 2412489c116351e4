import Checks
import Core
import Statistics
import TestSupport
import Testing
import TradingCalendar

@Suite("The relation of two columns, by either line")
struct RelationCheckTests {
    /// A rule on the columns x and y.
    static func rule(_ fit: LineMethod, window: Int, baseline: Int, evidence: Bool = false) throws -> CheckRule {
        func node(_ content: PolicyNode.Content) -> PolicyNode { PolicyNode(content, path: "", line: 1, column: 1) }
        func mapping(_ fields: [String: PolicyNode]) -> PolicyNode {
            node(.mapping(fields.map { .init(key: node(.scalar($0.key)), name: $0.key, value: $0.value) }))
        }
        let texts = [
            "name": "check", "metric": "relation", "window": "\(window) sessions", "fit": fit.rawValue,
            "judge": evidence ? "evidence" : "value", "critical": "above 0.002", "owner": "team", "runbook": "book",
        ]
        var fields = texts.mapValues { node(.scalar($0)) }
        fields["of"] = mapping(["y": node(.scalar("y")), "x": node(.scalar("x"))])
        let problems = PolicyProblems()
        let row = try #require(PolicyFields(mapping(fields), keys: CheckRule.keys, problems: problems))
        let rule = CheckRule(
            row,
            CheckRule.Context(
                sources: ["source": ["x": .number, "y": .number]], baseline: .before(sessions: baseline),
                sessionsPerYear: 252))
        return try #require(rule, "\(problems.all.map(\.message))")
    }

    static func evidence(_ x: [Double], _ y: [Double]) -> SourceEvidence {
        Synthetic.evidence([("x", x.map { $0 }), ("y", y.map { $0 })])
    }

    /// On a calendar whose year has 252 sessions.
    static func tradingDays(_ x: [Double], _ y: [Double]) -> SourceEvidence {
        let calendar = TradingCalendar.newYorkStockExchange
        return SourceEvidence(
            name: "source", calendar: calendar, asOfSession: calendar.sessions[x.count - 1],
            table: SourceTable(
                days: Array(calendar.sessions[..<x.count]),
                columns: [("x", x), ("y", y)].map { name, values in
                    Column(name: name, type: .number, values: values, states: values.map { _ in .value })
                }), findings: [], judgedRows: 0, judgedWindow: nil)
    }

    @Test(
        "history is measured with exactly the live rule, by Theil–Sen as by least squares",
        arguments: LineMethod.allCases)
    func history(fit: LineMethod) throws {
        var generator = SplitMix64(seed: 12)
        let x = Synthetic.normal(700, &generator)
        let y = x.map { 0.5 * $0 + generator.normal() }
        let rule = try Self.rule(fit, window: 63, baseline: 252)
        let whole = Self.evidence(x, y)
        let evaluator = try #require(RuleEvaluator(rule: rule, subject: rule.subjects[0], evidence: .source(whole)))
        let history = evaluator.history(from: whole.timeline.days[0], through: whole.timeline.days[699])
        #expect(history.evaluated == 700 - 63 - 252 + 1)
        for end in [450, 555, 700] {
            let known = Self.evidence(Array(x[..<end]), Array(y[..<end]))
            let position = try #require(history.sessions.firstIndex(of: known.timeline.asOfSession))
            #expect(history.values[position] == Synthetic.result(rule, known).measurement.value, "\(end)")
        }
    }

    @Test("one far day moves the least-squares slope, is named, and leaves that of Theil–Sen where it is")
    func farDay() throws {
        var generator = SplitMix64(seed: 4)
        var x = Synthetic.normal(400, &generator)
        var y = x.map { -0.006 * $0 + 0.004 * generator.normal() }
        x[380] = 15.2
        y[380] = -0.029
        let found = try LineMethod.allCases.map { fit in
            Synthetic.result(try Self.rule(fit, window: 63, baseline: 252), Self.evidence(x, y)).measurement
        }
        let values = try found.map { try #require($0.value) }
        #expect(values[0] > 0.002 && values[1] < 0.001, "\(values)")
        for measurement in found {
            guard case .relation(let details) = measurement.details, let leverage = details.leverage else {
                Issue.record("no leverage")
                continue
            }
            #expect(leverage.session == Synthetic.calendar.sessions[380] && leverage.hat > 0.7)
            #expect(abs((leverage.slopeWithout ?? 0) + 0.006) < 0.002)
            let interval = try #require(measurement.interval)
            #expect(interval.lowerBound < interval.upperBound)
        }
    }

    @Test("Page–Hinkley runs over the rows of five years, each from the line of its own baseline")
    func residualTest() throws {
        let runs = try Fixtures.tree("statistics/relation.json").runs
        let (x, y) = (runs.x.doubles, runs.y.doubles)
        for expected in runs.expected.array + [runs.short] {
            let rows = expected.first.int == 314 ? 400 : 1_700
            let fit = try #require(LineMethod(rawValue: expected.fit.string))
            let rule = try Self.rule(fit, window: expected.window.int, baseline: expected.baseline.int)
            let measured = Synthetic.result(rule, Self.tradingDays(Array(x[..<rows]), Array(y[..<rows]))).measurement
            guard case .relation(let details) = measured.details, let found = details.pageHinkley else {
                Issue.record("no test")
                continue
            }
            #expect(found.test.runLength == 1_260 && found.rows == rows - expected.first.int)
            #expect(agrees(found.test.statistic, expected.statistic.double))
            let last = expected.alarms.ints.filter { $0 >= rows - expected.window.int }
            #expect(found.alarms == last.map { TradingCalendar.newYorkStockExchange.sessions[$0] })
            #expect(found.firstAlarm == last.first.map { $0 - (rows - expected.window.int) })
        }
    }
}
