import Foundation
import TestSupport
import Testing

@Suite("What validate says of a policy")
struct ValidationTests {
    /// A policy with one wrong word in each of many places of different kinds.
    private static let wrong = """
        version: 1
        deployment: d
        calendar: weekdays
        sources:
          s:
            csv: feed.csv
            time: date
            columns:
              - {name: date, type: date}
              - {name: x, type: float}
          other: {csv: 1.csv, time: day, columns: [{name: date, type: date}]}
        baseline: {sessions: many}
        checks:
          - {name: a, metric: nulls, of: x, window: 21 days, critical: "> 0.1", owner: nobody, runbook: none}
          - {name: b, metric: psi, of: [y, x], as: logs, window: 3 weeks, critical: above, owner: a, runbook: r}
          - {name: c, metric: uptime, window: 5 minutes, critical: "99", owner: a, runbook: r}
          - {name: e, metric: schema, of: t, critical: [mising], every: soon, for: 5 apples, owner: a, runbook: r}
        runbooks: {r: [{manual: Look, action: jump, timeout: long}]}
        teams: {a: {channels: {critical: [pager]}}}
        channels: {out: {stdout: {}, slack: {webhook: nothing}}}

        """

    private func problems(_ rules: String, valid: Bool = false) throws -> [JSON] {
        let small = try SmallStore(rules: rules)
        let run = try Program.run(["validate", small.policy, "--format", "json"])
        #expect(run.code == (valid ? 0 : 65), "\(run.output) \(run.errors)")
        return try run.json.problems.array
    }

    @Test("mistakes of every layer are told in one run, each once, in the order of the file, with what would be right")
    func everything() throws {
        let problems = try problems(Self.wrong)
        let errors = problems.filter { $0.kind.string == "error" }
        let expected = [
            "sources.s.columns[1].type", "sources.other.time", "baseline.sessions", "checks[0].metric",
            "checks[0].window", "checks[0].critical", "checks[0].owner", "checks[0].runbook", "checks[1].of[0]",
            "checks[1].as", "checks[1].window", "checks[1].critical", "checks[2].metric", "checks[2].window",
            "checks[2].critical", "checks[3].of", "checks[3].critical[0]", "checks[3].every", "checks[3].for",
            "runbooks.r[0]", "runbooks.r[0].action", "runbooks.r[0].timeout", "teams.a.channels.critical[0]",
            "channels.out", "channels.out.slack.webhook",
        ]
        #expect(errors.map(\.path.string) == expected)
        let places = problems.map { Int($0.line.double) * 10_000 + Int($0.column.double) }
        #expect(places == places.sorted())
        #expect(Set(problems.map { "\($0.path.string) \($0.message.string)" }).count == problems.count)
        func example(_ path: String) -> String? { errors.first { $0.path.string == path }?.example.string }
        #expect(example("sources.s.columns[1].type") == "type: number")
        #expect(example("checks[0].window") == "window: 21 sessions")
        #expect(example("checks[0].critical") == "critical: above 0.1")
        #expect(example("checks[1].window") == "window: 15 sessions")
        #expect(example("checks[2].critical") == "critical: above 99")
    }

    @Test("a repeated key does not hide what else is wrong")
    func repeatedKeys() throws {
        let rules = SmallStore.rules.replacing("deployment: d", with: "deployment: d\ndeployment: e")
            .replacing("{name: blank,", with: "{name: blank, \"name\": again, metrik: 1,")
            .replacing("owner: a,", with: "owner: q,")
        let found = try problems(rules).filter { $0.kind.string == "error" }
            .map { "\($0.line.double) \($0.message.string)" }
        #expect(found.count == 4, "\(found)")
        #expect(found.contains("2.0 the key \"deployment\" appears more than once"))
        #expect(found.contains { $0.hasPrefix("6.0 the key \"name\" appears") })
        #expect(found.contains { $0.contains("unknown key \"metrik\"; did you mean \"metric\"?") })
        #expect(found.contains { $0.contains("unknown team \"q\"") })
    }

    @Test("where a section cannot be read, nothing that refers to it is called unknown")
    func brokenSections() throws {
        for section in ["teams", "runbooks", "sources"] {
            let lines = SmallStore.rules.split(separator: "\n").map { line in
                line.hasPrefix("\(section):") ? "\(section): 7" : String(line)
            }
            let found = try problems(lines.joined(separator: "\n")).filter { $0.kind.string == "error" }
            #expect(found.map(\.path.string) == [section])
        }
    }

    @Test(
        "names that people try are answered with the right one",
        arguments: [
            ("nulls", "null_percent"), ("missing", "null_percent"), ("completeness", "null_percent"),
            ("freshness", "sessions_behind"), ("staleness", "sessions_behind"), ("volume", "row_count"),
            ("duplicates", "schema"), ("drift", "energy"), ("population_stability_index", "psi"), ("cramer", "energy"),
            ("kolmogorov_smirnov", "ks"), ("ks-test", "ks"),
            ("Kolmogorov Smirnov", "ks"), ("chi2", "chi_square"), ("mean_absolute_error", "mae"), ("MSE", "rmse"),
            ("accuracy", "decision_accuracy"), ("auc", "calibration"), ("feature_importance", "importance_shift"),
            ("log_loss", "calibration"), ("correlation", "relation"), ("pnl", "value"),
        ])
    func metrics(tried: String, right: String) throws {
        let rules = SmallStore.rules.replacing("metric: null_percent", with: "metric: \"\(tried)\"")
        let found = try problems(rules).filter { $0.path.string == "checks[0].metric" }
        #expect(found.count == 1)
        #expect(found[0].message.string.contains("did you mean \"\(right)\""), "\(found[0].message.string)")
        #expect(found[0].example.string.hasPrefix("metric: \(right) "))
    }

    @Test(
        "names of what does not exist yet are not answered with something else",
        arguments: ["latency_p95_ms", "latency", "uptime", "error_percent", "cpu_percent", "burn_rate"])
    func absentMetrics(tried: String) throws {
        let rules = SmallStore.rules.replacing("metric: null_percent", with: "metric: \(tried)")
        let found = try problems(rules).filter { $0.path.string == "checks[0].metric" }
        #expect(found.count == 1 && found[0].message.string.contains("in this version"))
        #expect(!found[0].message.string.contains("did you mean") && found[0].example.isNull)
    }

    @Test("a null without quotes is explained where a text is expected")
    func nullText() throws {
        for word in ["null", "~", "NULL"] {
            let rules = SmallStore.rules.replacing("time: date,", with: "time: date, nulls: [NA, \(word)],")
            let found = try problems(rules)
            #expect(
                found.count == 1 && found[0].path.string == "sources.s.nulls[1]"
                    && found[0].message.string.contains("a null without quotes")
                    && found[0].example.string.contains("\"null\""), "\(word) \(found.map(\.message.string))")
        }
    }

    @Test("keys that do nothing yet are doubted, one line a key, and the schema says so")
    func unusedKeys() throws {
        let rules = SmallStore.rules.replacing(
            "teams: {a: {channels: {critical: [out]}}, b: {channels: {critical: [out]}}}",
            with: """
                teams:
                  a: {channels: {critical: [out]}, approves: [rollback], report: weekly}
                  b: {channels: {critical: [out]}, approves: [promotion], proposes: [rollback]}
                """)
        let doubts = try problems(rules, valid: true).filter { $0.message.string.contains("does nothing yet") }
        #expect(doubts.map(\.path.string) == ["teams.a.approves", "teams.a.report", "teams.b.proposes"])
        #expect(doubts[0].message.string.contains("also in line"))
        let schema = try Program.run(["schema"]).json
        let team = schema.properties.teams.additionalProperties.properties
        for key in ["approves", "report", "proposes"] {
            #expect(team[key].description.string.contains("Does nothing yet"))
        }
        #expect(!team.channels.description.string.contains("Does nothing"))
    }

    @Test("a reference without a budget is doubted")
    func keysWithoutEffect() throws {
        let reference = SmallStore.rules.replacing(
            "critical: above 50", with: "critical: above 50, reference: {from: 2020-01-01, to: 2020-12-31}")
        #expect(
            try problems(reference, valid: true).contains {
                $0.path.string == "checks[0].reference" && $0.message.string.hasPrefix("reference: does nothing here")
            })
    }

    @Test(
        "an unknown verb is answered with the verbs that there are, and the nearest",
        arguments: [
            (["chek", "p.yml"], "bellwether has no verb \"chek\"; did you mean \"check\"?"),
            (["lint", "p.yml"], "did you mean \"validate\"?"), (["outbox", "lst"], "did you mean \"list\"?"),
            (["serve"], "bellwether has no verb \"serve\""), (["incidents", "foo"], "has no verb \"foo\""),
        ])
    func verbs(arguments: [String], words: String) throws {
        let run = try Program.run(arguments)
        #expect(run.code == 64 && run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.contains("Verbs: "))
    }

    @Test("an unknown flag is answered with the nearest")
    func flags() throws {
        let run = try Program.run(["check", "p.yml", "--frmat", "json"])
        #expect(run.code == 64 && run.errors.contains("Did you mean '--format'?"))
    }

    @Test("all mistakes of a calendar's file are told in one run, each with its line")
    func calendarMistakes() throws {
        let small = try SmallStore(rules: "calendar: mine.yml\n" + SmallStore.rules)
        _ = try small.files.write(
            """
            name: Mine
            zone: America/Nowhere
            close: "25:00"
            week: [monday, funday]
            from: 2024-01-01
            to: 2024-13-01
            closures: {christmas: Christmas}
            open: "09:00"

            """, as: "mine.yml")
        let run = try Program.run(["validate", small.policy, "--format", "json"])
        #expect(run.code == 65)
        let told = try run.json.problems.array.map(\.message.string).joined(separator: "\n")
        for line in [2, 3, 4, 6, 7, 8] { #expect(told.contains("mine.yml:\(line): "), "\(told)") }
    }
}
