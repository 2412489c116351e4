import Checks
import Core
import Statistics
import Testing
import TradingCalendar

/// Series for tests on a calendar without holidays, a row a session.
enum Synthetic {
    static let calendar = TradingCalendar.weekdays

    static func evidence(_ columns: [(name: String, values: [Double?])], missing: Set<Int> = []) -> SourceEvidence {
        let count = columns[0].values.count
        let rows = (0..<count).filter { !missing.contains($0) }
        return SourceEvidence(
            name: "source", calendar: calendar, asOfSession: calendar.sessions[count - 1],
            table: SourceTable(
                days: rows.map { calendar.sessions[$0] },
                columns: columns.map { column in
                    Column(
                        name: column.name, type: .number, values: rows.map { column.values[$0] ?? 0 },
                        states: rows.map { column.values[$0] == nil ? .null : .value })
                }), findings: [], judgedRows: 0, judgedWindow: nil)
    }

    /// A rule as a policy would say it, on the column x.
    static func rule(
        _ metric: String, as transform: Transform = .level, window: Int = 63, warning: String? = nil,
        critical: String? = "above 0.3", baseline: Int = 504, evidence: Bool = false, consecutive: Int = 1,
        missingAsBin: Bool = false
    ) throws -> CheckRule {
        var fields = [
            "name": "check", "metric": metric, "of": "x", "as": transform.rawValue, "window": "\(window) sessions",
            "for": "\(consecutive) sessions", "judge": evidence ? "evidence" : "value", "owner": "team",
            "runbook": "book",
        ]
        fields["warning"] = warning
        fields["critical"] = critical
        if missingAsBin { fields["missing_as_bin"] = "true" }
        func node(_ content: PolicyNode.Content) -> PolicyNode { PolicyNode(content, path: "", line: 1, column: 1) }
        let entries = fields.map { name, value in
            PolicyNode.Entry(
                key: node(.scalar(name)), name: name, value: node(.scalar(value)))
        }
        let problems = PolicyProblems()
        let row = PolicyFields(node(.mapping(entries)), keys: CheckRule.keys, problems: problems)
        let rule = CheckRule(
            try #require(row),
            CheckRule.Context(
                sources: ["source": ["x": .number]], baseline: .before(sessions: baseline), sessionsPerYear: 252))
        return try #require(rule, "\(problems.all.map(\.message))")
    }

    static func result(_ rule: CheckRule, _ evidence: SourceEvidence) -> CheckResult {
        Judge(rule: rule, firstStep: "step").result(rule.subjects[0], evidence: .source(evidence), deployment: "test")
    }

    static func normal(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
        (0..<count).map { _ in generator.normal() }
    }
}
