import Checks
import Core
import Foundation
import TestSupport
import Testing
import TradingCalendar

/// The ledgers of `statistics/skill.json` as evidence, and rules of skill on them.
struct SkillFixture {
    let ledger: JSON
    let evidence: LedgerEvidence
    private let decision: DecisionRule

    private static let calendar = TradingCalendar.weekdays

    private static var decision: DecisionRule? {
        let texts = [
            "event": "simple_return below -1%", "act_when": "probability_of_event above 0.125",
            "exposure": "10000000 USD",
        ]
        guard case .mapping(let entries) = SyntheticLedger.node(texts).content else { return nil }
        func node(_ content: PolicyNode.Content) -> PolicyNode { PolicyNode(content, path: "", line: 1, column: 1) }
        let costs = PolicyNode.Entry(
            key: node(.scalar("costs")), name: "costs", value: SyntheticLedger.node(["act": "2 bps", "miss": "16 bps"]))
        return DecisionRule(node(.mapping(entries + [costs])), PolicyProblems())
    }

    init(_ ledger: JSON) throws {
        self.ledger = ledger
        decision = try #require(SkillFixture.decision)
        let first = try #require(Day(iso: ledger.first_day.string))
        let start = SkillFixture.calendar.firstPosition(from: first)
        func session(_ number: Int) -> Day { SkillFixture.calendar.sessions[start + number] }
        func due(_ number: Int) -> Date { SkillFixture.calendar.due(session(number), lag: .none) }
        let columns = ledger.predictions
        var (own, other, labels): ([Prediction], [Prediction], [Label]) = ([], [], [])
        for (place, number) in columns.session.ints.enumerated() {
            let labelSession = session(columns.label_session[place].int)
            func prediction(_ mean: Double, _ sigma: Double, features: [Double?]) -> Prediction {
                var prediction = Prediction(
                    id: "p\(1_000_000 + number)", madeAt: due(number), session: session(number),
                    labelSession: labelSession, version: "v", features: features, mean: mean)
                prediction.sigma = sigma
                let below = (log1p(-0.01) - mean) / sigma
                prediction.probabilityOfEvent = erfc(-below / 2.0.squareRoot()) / 2
                return prediction
            }
            let column = columns.column[place]
            own.append(
                prediction(
                    columns.mean[place].double, columns.sigma[place].double,
                    features: [column.isNull ? nil : column.double]))
            let said = columns.other[place]
            if !said.isNull { other.append(prediction(said[0].double, said[1].double, features: [])) }
            for version in columns.labels[place].array {
                let value = version[0].isNull ? nil : version[0].double
                labels.append(
                    Label(
                        key: labelSession.description,
                        value: value.map { .init(label: $0, simpleReturn: expm1($0)) },
                        knownSince: due(version[1].int)))
            }
        }
        let book = LedgerBook(predictions: own, labels: labels, featureNames: ["c"], calendar: SkillFixture.calendar)
        let asOf = session(ledger.as_of.int)
        let known = book.ledger(asOf: due(ledger.as_of.int), dueThrough: asOf)
        let benchmarks = BenchmarkLibrary(ledgers: ["other.csv": .success(PredictionTable(other, features: 0))])
        evidence = LedgerEvidence(
            ledger: known, calendar: SkillFixture.calendar, asOfSession: asOf,
            series: LedgerSeries(known.pairs, decision: decision, benchmarks: benchmarks), baselineScores: nil)
    }

    func result(
        score: String, against: String, window: Int, limit: String = "below 0", judge: String = "evidence"
    ) throws -> CheckResult {
        let benchmark: PolicyNode =
            switch against {
            case "column": SyntheticLedger.node(["column": "c"])
            case "ledger": SyntheticLedger.node(["ledger": "other.csv"])
            default: PolicyNode(.scalar(against), path: "", line: 1, column: 1)
            }
        let rule = try SkillFixture.rule(
            ["score": score, "window": "\(window) sessions", "critical": limit, "judge": judge], against: benchmark)
        return Judge(rule: rule, firstStep: "step").result(
            rule.subjects[0], evidence: .ledger(evidence), deployment: "test")
    }

    static func rule(_ fields: [String: String], against: PolicyNode?) throws -> CheckRule {
        let (rule, problems) = read(fields, against: against)
        return try #require(rule, "\(problems)")
    }

    /// The rule, and what is wrong with it.
    static func read(
        _ fields: [String: String], against: PolicyNode?, hasDecision: Bool = true, scales: [String: String]? = nil
    ) -> (rule: CheckRule?, problems: [String]) {
        let basis = ["name": "check", "metric": "skill", "owner": "team", "runbook": "book"]
        guard case .mapping(var entries) = SyntheticLedger.node(basis.merging(fields) { $1 }).content else {
            return (nil, [])
        }
        if let against {
            entries.append(
                .init(
                    key: PolicyNode(.scalar("against"), path: "", line: 1, column: 1), name: "against", value: against))
        }
        let problems = PolicyProblems()
        let row = PolicyFields(
            PolicyNode(.mapping(entries), path: "", line: 1, column: 1), keys: CheckRule.keys, problems: problems)
        let rule = row.flatMap {
            CheckRule(
                $0,
                CheckRule.Context(
                    sources: [:], model: "ledger", hasDecision: hasDecision, currency: "USD",
                    baseline: .before(sessions: 252), scales: scales, sessionsPerYear: 252))
        }
        return (rule, problems.all.map(\.message))
    }
}
