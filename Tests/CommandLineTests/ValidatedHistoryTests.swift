import Foundation
import TestSupport
import Testing

/// A policy on a file that the test writes.
private struct Watched {
    let files: TemporaryFiles
    let policy: String

    /// - Parameters:
    ///   - checks: rows of `checks:` without owner and runbook.
    ///   - columns: beside the date.
    init(
        _ data: String, checks: [String], columns: String = "{name: x, type: number}", source: String = "",
        rest: String = ""
    ) throws {
        files = try TemporaryFiles()
        _ = try files.write(data, as: "feed.csv")
        let rows = checks.map { "  - {\($0), owner: a, runbook: r}" }.joined(separator: "\n")
        policy = try files.write(
            """
            version: 1
            deployment: d
            calendar: weekdays
            sources:
              s:
                csv: feed.csv
                time: date
            \(source)
                columns:
                  - {name: date, type: date}
                  - \(columns)
            checks:
              - {name: fresh, metric: sessions_behind, of: s, critical: above 1, no_data: alert, owner: a, runbook: r}
            \(rows)
            runbooks: {r: [{manual: Look}]}
            teams: {a: {channels: {warning: [out], critical: [out]}}}
            channels: {out: {stdout: {}}}
            \(rest)

            """, as: "policy.yml")
    }

    func doubts(code: Int32 = 0) throws -> [JSON] {
        let run = try Program.run(["validate", policy, "--format", "json"])
        #expect(run.code == code, "\(run.output) \(run.errors)")
        return try run.json.problems.array
    }

    func messages() throws -> [String] { try doubts().map(\.message.string) }
}

/// Weekdays from 2022-01-03, a Monday.
private func weekday(_ number: Int) -> String {
    let start = Date(timeIntervalSince1970: 1_641_168_000)
    return start.addingTimeInterval(Double(number / 5 * 7 + number % 5) * 86_400).formatted(
        .iso8601.year().month().day())
}

/// Numbers without trend or cycle, spread evenly over 0 ..< 1: the fractions of multiples of the golden ratio.
private func even(_ number: Int) -> Double {
    (Double(number) * 0.618_033_988_749_894_9).truncatingRemainder(dividingBy: 1)
}

private func feed(_ sessions: Int, _ value: (Int) -> String = { "\(even($0))" }) -> String {
    "date,x\n" + (0..<sessions).map { "\(weekday($0)),\(value($0))\n" }.joined()
}

@Suite("Doubts that the history shows")
struct ValidatedHistoryTests {
    @Test("a budget on a short history is doubted, with the day on which it can be judged, and is nowhere recommended")
    func budgetOnShortHistory() throws {
        let watched = try Watched(
            feed(400),
            checks: [
                "name: budget, metric: psi, of: x, window: 63 sessions, critical: budget 2 a year",
                "name: loud, metric: psi, of: x, window: 63 sessions, baseline: {sessions: 126}, critical: above 0.001",
            ])
        let doubts = try watched.doubts()
        let budget = doubts.filter { $0.path.string == "checks[1]" }
        #expect(budget.count == 1)
        // No alert in 301 of 260.9 weekdays a year shows two a year: ln 10 / 2 years. Before the first of them come
        // 63 + 504 − 1, and after the last the window's 63: 566 + 300 + 63 = 929 weekdays after 2022-01-03.
        #expect(budget[0].message.string.contains("reached about \(weekday(929))"), "\(budget[0].message.string)")
        #expect(doubts.contains { $0.path.string == "checks[2]" })
        #expect(!doubts.contains { $0.example.string.contains("budget") })
        #expect(
            try Program.run(["check", watched.policy, "--as-of", weekday(399)]).output.contains("? not enough"))
    }

    @Test("a budget that no alert at all could show is doubted, and so is a number that changes nothing")
    func doubtedBudgets() throws {
        let rule = "metric: psi, of: x, window: 63 sessions, baseline: {sessions: 126}, critical: "
        // A level of its own for a month a year, longer than 5 % of the days may be.
        let values: (Int) -> String = { "\(even($0) + ($0 % 260 < 30 ? 2 : 0))" }
        let watched = try Watched(
            feed(1_200, values),
            checks: ["name: small, \(rule)budget 0.1 a year", "name: large, \(rule)budget 50 a year"])
        let doubts = try watched.doubts()
        let small = try #require(doubts.first { $0.path.string == "checks[1]" }).message.string
        #expect(
            small.contains("cannot show \"budget 0.1 a year, at most 5 % of days\"") || small.contains("says little"))
        let large = try #require(doubts.first { $0.path.string == "checks[2]" })
        #expect(large.message.string.contains("the number of \"budget 50 a year\" changes nothing"), "\(large)")
        #expect(large.message.string.contains("\"at most 5 % of days\""))
        if !large.example.isNull {
            let example = large.example.string
            let again = try Watched(
                feed(1_200, values), checks: ["name: large, \(rule.dropLast("critical: ".count))\(example)"])
            #expect(try again.messages().isEmpty, "\(example)")
        }
    }

    @Test("what is recommended instead of a limit that says little is not doubted itself")
    func recommendation() throws {
        let rule = "name: loud, metric: psi, of: x, window: 63 sessions, baseline: {sessions: 126}, "
        let values: (Int) -> String = { "\(even($0) + ($0 % 150 < 75 ? 0.3 : 0))" }
        let doubts = try Watched(feed(400, values), checks: [rule + "critical: above 0.3"]).doubts()
        let examples = doubts.map(\.example.string)
        #expect(!examples.isEmpty && examples.allSatisfy { $0.hasPrefix("critical: above ") }, "\(examples)")
        for example in examples {
            #expect(try Watched(feed(400, values), checks: [rule + example]).messages().isEmpty, "\(example)")
        }
    }

    @Test("windows and baselines that are longer than the history are doubted, with the day on which they are full")
    func longWindows() throws {
        let messages = try Watched(
            feed(400),
            checks: [
                "name: a, metric: psi, of: x, window: 63 sessions, critical: above 0.4",
                "name: b, metric: null_percent, of: x, window: 500 sessions, critical: above 5",
                "name: c, metric: psi, of: x, window: 5 sessions, baseline: {sessions: 126}, critical: above 5",
                "name: d, metric: null_percent, of: x, window: 63 sessions, for: 900 sessions, critical: above 5",
                "name: e, metric: row_count, of: s, relative_to: median of 900 sessions, critical: below -50%",
                "name: f, metric: psi, of: x, window: 63 sessions, baseline: {sessions: 252}, critical: above 0.4",
            ]
        ).messages()
        #expect(messages.count == 5, "\(messages)")
        #expect(messages[0].contains("looks back 567 sessions") && messages[0].contains("until \(weekday(566)) it is"))
        #expect(messages[1].contains("looks back 500 sessions") && messages[1].contains("until \(weekday(499)) it is"))
        #expect(messages[2].hasPrefix("x: was judged on none of 270 sessions") && messages[2].contains("needs 20"))
        #expect(messages[3].hasPrefix("for: 900 sessions is longer than the history, which has 400"))
        #expect(messages[4].contains("do not reach back 900 sessions"))
    }

    @Test("doubts about a sample count the rows that are judged, not the sessions")
    func rowsOfSeveralKeys() throws {
        let rule = "name: p, metric: psi, of: x, window: 21 sessions, baseline: {sessions: 252}, critical: above 0.3"
        let one = try Watched(feed(400), checks: [rule]).messages()
        #expect(one.contains { $0.hasPrefix("with 21 rows and 10 bins PSI averages 0.3") }, "\(one)")
        let many =
            "date,t,x\n"
            + (0..<300).map { session in
                (0..<40).map { "\(weekday(session)),t\($0),\(even(session * 40 + $0))\n" }.joined()
            }.joined()
        let panel = try Watched(
            many, checks: [rule], columns: "{name: t, type: text}\n      - {name: x, type: number}",
            source: "    key: [date, t]")
        let messages = try panel.messages()
        #expect(messages.isEmpty, "\(messages)")
    }

    @Test(
        "a file of which nothing can be judged is doubted, with the first cell, its line and the form that it has",
        arguments: [
            (feed(60) { _ in "" }, "all 60 cells of \"x\" in feed.csv are null"),
            (feed(60) { "\"\($0),5\"" }, "is \"0,5\" in line 2, which looks like a number with a decimal comma"),
            (feed(60) { "\"\($0 + 1),234.5\"" }, "\"1,234.5\" in line 2, which looks like a number with marks between"),
            (feed(60) { "\($0) %" }, "\"0 %\" in line 2, which looks like a number with a percent sign"),
            ("date,x\n", "feed.csv has no row"), ("", "is empty"),
            ("date,X Y\n2022-01-03,1\n", "the column \"x\" is missing"),
            ("2022-01-03,1\n2022-01-04,2\n", "the first line of feed.csv, \"2022-01-03,1\", looks like a row"),
            (
                "date,x\n" + String(repeating: "2022-01-03,1\n", count: 60),
                "has a single value in all 60 rows, 2022-01-03"
            ),
        ])
    func deadFiles(data: String, words: String) throws {
        let messages = try Watched(
            data, checks: ["name: n, metric: null_percent, of: x, window: 21 sessions, critical: above 5"]
        ).messages()
        #expect(messages.count == 1 && messages[0].contains(words), "\(messages)")
    }

    @Test(
        "dates that cannot be read are told in the form that they have",
        arguments: [
            ("25/11/2026", "dd/MM/yyyy", "2026-11-25"), ("11/25/2026", "MM/dd/yyyy", "2026-11-25"),
            ("25.11.2026", "dd.MM.yyyy", "2026-11-25"), ("25-11-26", "dd-MM-yy", "2026-11-25"),
            ("03/04/2026", "dd/MM/yyyy or MM/dd/yyyy", "2020-03-16"), ("20261125", "yyyyMMdd", "2026-11-25"),
            ("2026/11/25", "yyyy/MM/dd", "2026-11-25"), ("1795564800", "seconds since 1970", "2020-03-16"),
            ("1795564800000", "milliseconds since 1970", "2020-03-16"),
            ("2026-11-25 16:00:00", "a timestamp, not a date", "2026-11-25"),
            ("25 Nov 2026", "a date with the name of its month", "2020-03-16"),
        ])
    func dates(cell: String, form: String, right: String) throws {
        let data = "date,x\n" + String(repeating: "\(cell),1\n", count: 30)
        let doubts = try Watched(
            data, checks: ["name: n, metric: null_percent, of: x, window: 21 sessions, critical: above 5"]
        ).doubts()
        #expect(doubts.count == 1)
        #expect(
            doubts[0].message.string.hasSuffix("the first is \"\(cell)\" in line 2, which looks like \(form)"),
            "\(doubts[0].message.string)")
        #expect(doubts[0].path.string == "sources.s.columns[0]" && doubts[0].example.string == right)
    }

    @Test("rows of days that are no sessions are doubted, a few of them are not")
    func strangers() throws {
        let check = "name: n, metric: null_percent, of: x, window: 21 sessions, critical: above 5"
        let few = feed(60) + "2022-03-26,1\n2022-03-27,1\n"
        #expect(try Watched(few, checks: [check]).messages().isEmpty)
        let weekends = "date,x\n" + (1..<29).map { "2022-02-\($0 < 10 ? "0" : "")\($0),1\n" }.joined()
        let messages = try Watched(weekends, checks: [check]).messages()
        #expect(
            messages.contains {
                $0.contains("8 of 28 rows are of days that are no sessions of weekdays")
                    && $0.contains("the first is 2022-02-05: weekend")
            }, "\(messages)")
    }

    @Test("what is wrong with the file is told in the same run as what is wrong with the policy")
    func filesOfBrokenPolicies() throws {
        let watched = try Watched(
            "date,y\n2022-01-03,1\n", checks: ["name: n, metric: nulls, of: x, window: 21 days, critical: \"> 5\""])
        let kinds = try watched.doubts(code: 65).map { "\($0.kind.string) \($0.path.string)" }
        #expect(
            kinds == [
                "lint sources.s.columns[1]", "error checks[1].metric", "error checks[1].window",
                "error checks[1].critical",
            ])
    }

    // MARK: - The model

    private func ledger(
        _ sessions: Int, mean: (Int) -> Double, label: (Int) -> Double, probability: (Int) -> Double
    ) throws -> Watched {
        let watched = try Watched(
            feed(sessions + 1),
            checks: [
                "name: value, metric: value, window: 21 sessions, critical: below -100000000",
                "name: right, metric: decision_accuracy, window: 21 sessions, critical: below 0.01",
                "name: size, metric: mae, window: 21 sessions, critical: above 100000000",
            ],
            rest: """
                model: {ledger: predictions.csv, labels: labels.csv}
                decision: {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: 1000 USD, costs: {act: 2 bps, miss: 16 bps}}
                """)
        let rows = (0..<sessions).map { number in
            """
            \(number),\(weekday(number))T23:59:30Z,\(weekday(number)),\(weekday(number + 1)),v,\(mean(number)),\
            \(probability(number))

            """
        }
        _ = try watched.files.write(
            "id,made_at,session,label_session,version,mean,probability_of_event\n" + rows.joined(),
            as: "predictions.csv")
        _ = try watched.files.write(
            "key,value\n" + (0..<sessions).map { "\(weekday($0 + 1)),\(label($0))\n" }.joined(), as: "labels.csv")
        return watched
    }

    private func returns(_ number: Int) -> Double { (even(number) - 0.5) * 0.06 }
    private func mixed(_ number: Int) -> Double { even(number * 7) * 0.25 }

    @Test("numbers that cannot be log returns are doubted, and no decision on them is ok")
    func units() throws {
        for (labels, words) in [(4_000.0, "labels lie beyond ±1"), (15, "labels lie beyond ±1")] {
            let watched = try ledger(60, mean: returns, label: { labels + even($0) }, probability: mixed)
            let messages = try watched.messages()
            #expect(messages.count == 1 && messages[0].contains("60 of 60 \(words)"), "\(messages)")
            let check = try Program.run(["check", watched.policy, "--as-of", weekday(60), "--format", "json"])
            #expect(check.code == 3)
            let verdicts = try check.json.checks.array.map { "\($0.check.string) \($0.verdict.string)" }
            #expect(verdicts == ["fresh ok", "value error", "right error", "size ok"])
        }
        let predictions = try ledger(60, mean: { _ in 3_900 }, label: returns, probability: mixed)
        #expect(try predictions.messages()[0].contains("60 of 60 predictions lie beyond ±1"))
        let apart = try ledger(60, mean: { returns($0) * 1e-9 }, label: returns, probability: mixed)
        #expect(try apart.messages()[0].contains("they cannot be in the same unit"))
    }

    @Test("returns with a crash among them are returns")
    func crash() throws {
        let watched = try ledger(
            400, mean: { returns($0) * 0.01 }, label: { $0 % 150 == 7 ? -1.4 : returns($0) }, probability: mixed)
        let messages = try watched.messages()
        #expect(messages.isEmpty, "\(messages)")
    }

    @Test("a decision that is always the same is doubted")
    func constantDecisions() throws {
        for (probability, words) in [(0.01, "it never acts"), (0.9, "it always acts")] {
            let watched = try ledger(60, mean: returns, label: returns, probability: { _ in probability })
            #expect(try watched.messages().contains { $0.hasPrefix("\(words) in the whole history (60 decisions)") })
        }
        let calm = try ledger(60, mean: returns, label: { returns($0) * 0.1 }, probability: mixed)
        #expect(try calm.messages().contains { $0.hasPrefix("the event never came in the whole history") })
        let varied = try ledger(60, mean: returns, label: returns, probability: mixed)
        let messages = try varied.messages()
        #expect(messages.isEmpty, "\(messages)")
    }

    // MARK: - Scenarios

    @Test("mistakes of a scenario are told in one run, those in its lines and those in the light of its policy")
    func scenarios() throws {
        let small = try SmallStore()
        let path = try small.files.write(
            """
            policy policy.yml
            from 2024-01-02
            to 2024-01-04
            checks blank other
            plnt null x 2024-01-03
            plant null y 2024-01-03
            load t x from 2024-01-02: 1 1 1
            at 2024-01-09
            expect nothing at all
            at 2024-13-01
            expect blank x fires critical

            """, as: "x.scenario")
        let run = try Program.run(["test", path])
        #expect(run.code == 65, "\(run.output)")
        for words in [
            "x.scenario:5: \"plnt\" is none of", "x.scenario:6: no source has a column \"y\"",
            "x.scenario:7: the policy has no source \"t\"", "x.scenario:8: 2024-01-09 lies outside",
            "x.scenario:9: ", "x.scenario:10: \"2024-13-01\" is not a date", "no check is called \"other\"",
        ] {
            #expect(run.errors.contains(words), "\(words): \(run.errors)")
        }
    }
}
