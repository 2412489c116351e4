import Checks
import Core
import Foundation
import Statistics
import TestSupport
import Testing
import TradingCalendar

/// Predictions and labels for tests, one a session of a calendar without holidays.
enum SyntheticLedger {
    static let calendar = TradingCalendar.weekdays

    struct Row {
        var mean = 0.0
        var sigma: Double? = 1.0
        var label: Double?
        var probabilityUp: Double?
        var probabilityOfEvent: Double?
    }

    static let decision = """
        {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: 10000000 USD, costs: {act: 2 bps, miss: 16 bps}}
        """

    static func evidence(
        _ rows: [Row], decision: DecisionRule? = nil, scores: [ForecastError: Double]? = nil
    ) -> LedgerEvidence {
        let sessions = calendar.sessions
        func due(_ row: Int) -> Date { calendar.due(sessions[row], lag: .none) }
        let predictions = rows.indices.map { row -> Prediction in
            var prediction = Prediction(
                id: "p\(1_000_000 + row)", madeAt: due(row), session: sessions[row], labelSession: sessions[row + 1],
                version: "v", mean: rows[row].mean)
            prediction.sigma = rows[row].sigma
            prediction.probabilityUp = rows[row].probabilityUp
            prediction.probabilityOfEvent = rows[row].probabilityOfEvent
            if let sigma = rows[row].sigma {
                let reach = 1.959963984540054 * sigma
                prediction.interval95 = (rows[row].mean - reach)...(rows[row].mean + reach)
            }
            return prediction
        }
        let labels = rows.indices.compactMap { row in
            rows[row].label.map {
                Label(
                    key: sessions[row + 1].description, value: .init(label: $0, simpleReturn: expm1($0)),
                    knownSince: due(row + 1))
            }
        }
        let end = sessions[rows.count]
        let ledger = LedgerBook(predictions: predictions, labels: labels, calendar: calendar)
            .ledger(asOf: due(rows.count), dueThrough: end)
        let baselines = scores.map {
            [LedgerEvidence.BaselineScores(since: sessions[0], scores: $0, digest: Digest.sha256("gated"), rows: 252)][
                ...]
        }
        return LedgerEvidence(
            ledger: ledger, calendar: calendar, asOfSession: end,
            series: LedgerSeries(ledger.pairs, decision: decision), baselineScores: baselines)
    }

    static func node(_ fields: [String: String]) -> PolicyNode {
        func node(_ content: PolicyNode.Content) -> PolicyNode { PolicyNode(content, path: "", line: 1, column: 1) }
        return node(
            .mapping(
                fields.map { PolicyNode.Entry(key: node(.scalar($0)), name: $0, value: node(.scalar($1))) }))
    }

    static func rule(_ fields: [String: String]) throws -> CheckRule {
        let problems = PolicyProblems()
        let row = PolicyFields(
            node(["name": "check", "owner": "team", "runbook": "book"].merging(fields) { $1 }), keys: CheckRule.keys,
            problems: problems
        )
        let rule = CheckRule(
            try #require(row),
            CheckRule.Context(
                sources: [:], model: "ledger", hasDecision: true, currency: "USD", baseline: .before(sessions: 252),
                sessionsPerYear: 252))
        return try #require(rule, "\(problems.all.map(\.message))")
    }

    static func result(_ fields: [String: String], _ evidence: LedgerEvidence, part: Int = 0) throws -> CheckResult {
        let rule = try rule(fields)
        return Judge(rule: rule, firstStep: "step").result(
            rule.subjects[part], evidence: .ledger(evidence), deployment: "test")
    }
}

@Suite("Checks of the model and business layers on made-up ledgers")
struct ModelCheckTests {
    typealias Row = SyntheticLedger.Row

    @Test("a model that is right about σ is called worse by evidence on under 5 % of days, one that is not is caught")
    func spread() throws {
        let rule = ["metric": "scaled_rmse", "window": "63 sessions", "judge": "evidence", "critical": "above 1"]
        var noise = SplitMix64(seed: 2_026)
        var alarms = 0
        var caught = 0
        let trials = 300
        for _ in 0..<trials {
            let errors = (0..<64).map { _ in noise.normal() }
            let right = SyntheticLedger.evidence(errors.map { Row(label: $0) })
            let wrong = SyntheticLedger.evidence(errors.map { Row(sigma: 0.6, label: $0) })
            if try SyntheticLedger.result(rule, right).verdict == .critical { alarms += 1 }
            if try SyntheticLedger.result(rule, wrong).verdict == .critical { caught += 1 }
        }
        // Without a history the lower end is at 4.5 %. An independent program found 3.2 % and 98.3 %.
        print("scaled_rmse by evidence: worse on \(alarms) of \(trials); σ 40 % too small caught in \(caught)")
        #expect((5...27).contains(alarms) && caught > 285)
    }

    @Test("a perfect model breaks the two-week rule on 15.6 % of days, and is told so")
    func twoWeeks() throws {
        var noise = SplitMix64(seed: 156)
        let rows = (0..<6_000).map { _ in Row(label: noise.normal()) }
        let rule = ["metric": "rmse", "window": "10 sessions", "relative_to": "baseline", "critical": "above 20%"]
        let result = try SyntheticLedger.result(rule, SyntheticLedger.evidence(rows, scores: [.rmse: 1]))
        let share = try #require(result.alarmDaysPercent)
        print("two-week rule on a perfect model: in alarm on \(share) % of days")
        #expect(abs(share - 15.55) < 2.5)
        guard case .error(let details) = result.measurement.details else {
            Issue.record("no details of an error")
            return
        }
        #expect(agrees(details.perfectModelAlarmPercent ?? .nan, 15.551561569080269))
    }

    @Test("a planted miscalibration is caught, right probabilities are not called wrong")
    func calibration() throws {
        let rule = ["metric": "calibration", "of": "probability_up", "window": "504 sessions", "critical": "above 3"]
        var noise = SplitMix64(seed: 44)
        var verdicts: [Bool: [Verdict]] = [:]
        for _ in 0..<60 {
            for isPlanted in [false, true] {
                let rows = (0..<504).map { _ -> Row in
                    let p = 0.3 + 0.4 * noise.uniform()
                    let up = noise.uniform() < (isPlanted ? p - 0.12 : p)
                    return Row(label: up ? 0.01 : -0.01, probabilityUp: p)
                }
                verdicts[isPlanted, default: []].append(
                    try SyntheticLedger.result(rule, SyntheticLedger.evidence(rows)).verdict)
            }
        }
        // By the window alone a deviate of 3 needs a t of 4.3: an independent program found it in 71 %.
        #expect(verdicts[true]?.count { $0 == .critical } ?? 0 >= 33)
        #expect(verdicts[false]?.count { $0 == .critical } ?? 60 <= 2)
    }

    @Test("a label of zero counts in no hit rate, and a prediction of zero is a miss")
    func zeros() throws {
        let labels = [0.0, 0.0, 0.01, -0.01, 0.02, 0.03, -0.02, 0.01, 0.01, -0.04, 0.02, 0.01, 0.05]
        let means = [0.1, -0.1, 0.0, 0.0, 0.1, 0.1, -0.1, -0.1, 0.1, -0.1, 0.1, 0.1, 0.1]
        let rows = zip(labels, means).map { Row(mean: $1, label: $0) }
        let rule = ["metric": "hit_rate", "window": "13 sessions", "warning": "below 50%"]
        let result = try SyntheticLedger.result(rule, SyntheticLedger.evidence(rows))
        #expect(result.measurement.sample == 11 && result.measurement.value == 8.0 / 11)
        let details = if case .hits(let details) = result.measurement.details { details } else { nil as HitDetails? }
        #expect(details?.hits == 8 && details?.labelsOfZero == 2 && result.verdict == .ok)
        let none = try SyntheticLedger.result(rule, SyntheticLedger.evidence((0..<20).map { _ in Row(label: 0) }))
        #expect(none.verdict == .noData && none.reason.contains("every label of the window is 0"))
    }

    @Test("below its least sample a metric does not judge, and by evidence not without an interval")
    func few() throws {
        let four = SyntheticLedger.evidence((0..<20).map { Row(label: $0 < 16 ? nil : 5) })
        let rmse = try SyntheticLedger.result(["metric": "rmse", "window": "10 sessions", "critical": "above 1"], four)
        #expect(rmse.verdict == .insufficientEvidence && rmse.reason == "4 pairs; rmse needs 5")
        let equal = SyntheticLedger.evidence((0..<20).map { _ in Row(label: 5) })
        let evidence = ["metric": "rmse", "window": "10 sessions", "judge": "evidence", "critical": "above 1"]
        #expect(try SyntheticLedger.result(evidence, equal).verdict == .insufficientEvidence)
        let value = ["metric": "rmse", "window": "10 sessions", "critical": "above 1"]
        #expect(try SyntheticLedger.result(value, equal).verdict == .critical)
    }

    @Test("what has no σ, no probability or no model says so")
    func withoutParts() throws {
        let bare = SyntheticLedger.evidence((0..<300).map { _ in Row(sigma: nil, label: 0.01) })
        let expected: [([String: String], String)] = [
            (
                ["metric": "scaled_rmse", "window": "63 sessions", "critical": "above 1"],
                "no prediction in the window has a σ"
            ),
            (
                ["metric": "calibration", "of": "probability_up", "window": "300 sessions", "critical": "above 3"],
                "no prediction in the window has this probability"
            ),
            (
                ["metric": "value", "window": "63 sessions", "critical": "below 0"],
                "has the probability that the decision looks at"
            ),
            (
                ["metric": "importance_shift", "window": "300 sessions", "critical": "above 0.5"],
                "importance needs the model itself"
            ),
        ]
        for (rule, reason) in expected {
            let result = try SyntheticLedger.result(rule, bare)
            #expect(result.reason.contains(reason), "\(result.reason)")
            #expect(result.verdict == (rule["metric"] == "importance_shift" ? .insufficientEvidence : .noData))
        }
    }

    @Test("a ledger is relative to the pairs of its own baseline")
    func relative() throws {
        let rows = (0..<320).map { Row(label: ($0 < 310 ? 1 : 3) * ($0 % 2 == 0 ? 1 : -1)) }
        let rule = ["metric": "rmse", "window": "10 sessions", "relative_to": "baseline", "critical": "above 20%"]
        let result = try SyntheticLedger.result(rule, SyntheticLedger.evidence(rows))
        #expect(result.measurement.value == 200 && result.verdict == .critical)
        guard case .error(let details) = result.measurement.details else {
            Issue.record("no details of an error")
            return
        }
        #expect(details.baseline?.sample == 252)
        let short = try SyntheticLedger.result(rule, SyntheticLedger.evidence(Array(rows.prefix(12))))
        #expect(short.verdict == .noData || short.verdict == .insufficientEvidence)
    }

    @Test("outcomes, costs and value are exact, and the drawdown is the largest fall")
    func money() throws {
        let decision = try #require(decisionRule())
        // (acts, event): TP, FP, FN, TN, FP, TP
        let cases = [(true, true), (true, false), (false, true), (false, false), (true, false), (true, true)]
        let rows = cases.map { Row(label: $1 ? log(0.98) : 0.001, probabilityOfEvent: $0 ? 0.2 : 0.1) }
        let evidence = SyntheticLedger.evidence(rows, decision: decision)
        func figure(_ metric: String) throws -> Double? {
            try SyntheticLedger.result(["metric": metric, "window": "6 sessions", "warning": "above 9"], evidence)
                .measurement.value
        }
        #expect(try figure("false_positive_cost") == 4_000 && figure("false_negative_cost") == 16_000)
        // 14000 − 2000 + 0 + 0 − 2000 + 14000, of 14000 × 3.
        #expect(try figure("value") == 24_000 && figure("value_captured") == 24_000.0 / 42_000)
        #expect(try figure("drawdown") == 4_000)
        let lines = evidence.lines(evidence.timeline.days.indices)
        #expect(lines.map { $0?.outcome.rawValue } == ["TP", "FP", "FN", "TN", "FP", "TP"])
        #expect(
            lines.map { $0?.money.description } == [
                "-2000.00", "-2000.00", "-16000.00", "0.00", "-2000.00", "-2000.00",
            ])
    }

    @Test("the event is strict on the simple return, and acting strict on the probability")
    func strict() throws {
        let decision = try #require(decisionRule())
        #expect(!decision.happened(.init(label: -0.01, simpleReturn: -0.01)))
        #expect(decision.happened(.init(label: -0.011, simpleReturn: -0.010000001)))
        var prediction = Prediction(
            id: "a", madeAt: .now, session: Day(ordinal: 0), labelSession: Day(ordinal: 1), version: "v", mean: 0)
        #expect(decision.acts(on: prediction) == nil)
        prediction.probabilityOfEvent = 0.125
        #expect(decision.acts(on: prediction) == false)
        prediction.probabilityOfEvent = 0.1250001
        #expect(decision.acts(on: prediction) == true)
    }

    @Test("costs that are no whole cents are rounded half to even, line by line")
    func cents() throws {
        let decision = try #require(decisionRule(exposure: "12345.67 USD", act: "1.5 bps", miss: "16 bps"))
        // 12345.67 · 1.5 / 10000 = 1.8518505 and 12345.67 · 16 / 10000 = 19.753072
        #expect(decision.money(acted: true, event: false).description == "-1.85")
        #expect(decision.money(acted: false, event: true).description == "-19.75")
        let tie = try #require(decisionRule(exposure: "250 USD", act: "1 bps", miss: "3 bps"))
        #expect(
            tie.money(acted: true, event: true).description == "-0.02"
                && tie.money(acted: false, event: true).description == "-0.08")
    }

    func decisionRule(exposure: String = "10000000 USD", act: String = "2 bps", miss: String = "16 bps")
        -> DecisionRule?
    {
        func node(_ content: PolicyNode.Content) -> PolicyNode { PolicyNode(content, path: "", line: 1, column: 1) }
        guard
            case .mapping(let entries) = SyntheticLedger.node([
                "event": "simple_return below -1%", "act_when": "probability_of_event above 0.125",
                "exposure": exposure,
            ]).content
        else { return nil }
        let costs = PolicyNode.Entry(
            key: node(.scalar("costs")), name: "costs", value: SyntheticLedger.node(["act": act, "miss": miss]))
        return DecisionRule(node(.mapping(entries + [costs])), PolicyProblems())
    }
}
