import Foundation
import TestSupport
import Testing

/// Files that are wrong in one way, and the verdicts that the program must give on them.
@Suite("From files to verdicts")
struct FileToVerdictTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    /// Every day is a session.
    static let header = """
        version: 1
        deployment: t
        calendar: 24x7
        runbooks: {look: [{manual: look}]}
        teams: {data: {channels: {warning: [c], critical: [c]}}}
        channels: {c: {stdout: {}}}

        """

    static func day(_ number: Int) -> String {
        // 2023-01-01 is day 19,358 after 1970-01-01.
        let date = Date(timeIntervalSince1970: Double(19_358 + number) * 86_400)
        return String(date.ISO8601Format().prefix(10))
    }

    static let table = "{csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}"

    func policy(_ checks: [String], source: String = table, more: String = "") throws -> String {
        let rows = checks.map { "  - {\($0), owner: data, runbook: look}" }.joined(separator: "\n")
        let text = "\(Self.header)sources: {s: \(source)}\n\(more)checks:\n\(rows)\n"
        return try files.write(text, as: "policy.yml")
    }

    func check(_ policy: String, day: Int) throws -> Program.Result {
        try Program.run(["check", policy, "--as-of", Self.day(day), "--format", "json"])
    }

    @Test("a relation whose x does not vary is not evaluable, whatever x is", arguments: [0.001, 0.1, 2.5])
    func constantX(value: Double) throws {
        let rows = (0..<700).map { "\(Self.day($0)),\(value),\(100 * sin(Double($0 * $0)))" }
        _ = try files.write("date,x,y\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let path = try policy(
            [
                "name: r, metric: relation, of: {y: {column: y}, x: {column: x}}, window: 63 sessions, critical: above 1"
            ],
            source:
                "{csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: y, type: number}]}"
        )
        let result = try check(path, day: 699)
        #expect(result.code == 0)
        let found = try result.json.checks[0]
        #expect(found.verdict.string == "insufficientEvidence")
        #expect(found.reason.string == "x does not vary, so there is no slope")
    }

    @Test("one cell at the end of all numbers makes a distance impossible to compute, and not 0")
    func overflow() throws {
        // From day 600 on the values are 50 standard deviations higher.
        let rows = (0..<700).map { row in
            "\(Self.day(row)),\(row == 300 ? 1.7976931348623157e308 : sin(Double(row * row)) + (row < 600 ? 0 : 50))"
        }
        _ = try files.write("date,x\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let path = try policy([
            "name: w, metric: wasserstein, of: x, window: 63 sessions, critical: above 1",
            "name: r, metric: relation, of: {y: {column: x}, x: {column: x, as: change}}, window: 63 sessions, critical: above 1",
        ])
        let checks = try check(path, day: 699).json.checks.array
        #expect(checks.map(\.verdict.string) == ["insufficientEvidence", "insufficientEvidence"])
        for found in checks {
            #expect(found.value.isNull)
            #expect(found.reason.string.hasSuffix("are beyond what a number holds"), "\(found.reason.string)")
        }
        let diagnosis = try Program.run(["diagnose", path, "--source", "s", "--as-of", Self.day(699)])
        #expect(diagnosis.output.firstMatch(of: /(nan|inf)\b/) == nil)
        let profile = try Program.run(["profile", files.directory.appending(path: "a.csv").path, "--format", "json"])
        #expect(try profile.json.columns[1].sd.isNull)
    }

    static let venues = """
        {csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: venue, type: text, \
        allowed: [A, B]}, {name: settled, type: date}, {name: open, type: boolean}]}
        """

    func test(_ lines: [String]) throws -> Program.Result {
        let rows = (0..<40).map { "\(Self.day($0)),\($0),\($0 % 2 == 0 ? "A" : "B"),\(Self.day($0)),true" }
        _ = try files.write("date,x,venue,settled,open\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        _ = try policy(["name: sch, metric: schema, of: s, critical: any"], source: Self.venues)
        let text = ["# t", "policy policy.yml", "from \(Self.day(25))", "to \(Self.day(30))"] + lines
        return try Program.run(["test", try files.write(text.joined(separator: "\n") + "\n", as: "t.scenario")])
    }

    @Test(
        "numbers in a column that holds none are a mistake with its line",
        arguments: [
            ("plant set venue 1e300 2023-01-27", "set"), ("plant add venue 1 2023-01-27", "add"),
            ("plant set settled 1e300 2023-01-27", "set"), ("plant multiply settled 2 2023-01-27", "multiply"),
            ("plant stretch open 2 2023-01-27", "stretch"), ("plant set open 2 2023-01-27", "set"),
            ("load s venue from 2023-01-26: 0 1 0", "load"), ("load s settled from 2023-01-26: 1e300x3", "load"),
            ("load s open from 2023-01-26: 7x3", "load"), ("load s date from 2023-01-26: 1x3", "a load"),
        ])
    func numbersInTexts(line: String, word: String) throws {
        let result = try test([line, "at 2023-01-27", "expect sch s fires critical"])
        #expect(result.code == 65 && result.errors.contains("t.scenario:5:"), "\(result.code) \(result.errors)")
        #expect(result.errors.contains(word))
    }

    @Test("another text in a column with allowed texts is a finding, and the repaired rows are right again")
    func plantedText() throws {
        let result = try test([
            "plant text venue XXXX 2023-01-27 until 2023-01-29", "at 2023-01-27", "expect sch s fires critical",
        ])
        // The line that is expected happens; the repair is among those that are not.
        #expect(!result.output.contains("- sch s fires critical"), "\(result.output) \(result.errors)")
        #expect(result.output.contains("sch s resolves: recovered"))
    }

    @Test("a hundred thousand misses on the largest exposure are summed exactly")
    func largestExposure() throws {
        // Each day has 1,000 predictions that do not act, and an event: 1,000 · 10¹² a day, 100 days.
        var rows = ["id,made_at,session,label_session,version,mean,probability_of_event"]
        for day in 0..<100 {
            let (made, due) = (Self.day(day), Self.day(day + 1))
            rows += (0..<1_000).map { "\(day)-\($0),\(made)T23:59:00Z,\(made),\(due),v,0,0" }
        }
        _ = try files.write(rows.joined(separator: "\n") + "\n", as: "led.csv")
        let labels = (1...100).map { "\(Self.day($0)),-0.5" }
        _ = try files.write("key,value\n" + labels.joined(separator: "\n") + "\n", as: "lab.csv")
        _ = try files.write("date,x\n\(Self.day(100)),1\n", as: "a.csv")
        let path = try policy(
            ["name: fn, metric: false_negative_cost, window: 252 sessions, warning: above 1"],
            more: """
                model: {ledger: led.csv, labels: lab.csv}
                decision: {event: simple_return below -1%, act_when: probability_of_event above 0.125, exposure: \
                1000000000000 USD, costs: {act: 1 bps, miss: 10000 bps}}

                """)
        let result = try check(path, day: 100)
        #expect(result.code == 1, "\(result.errors)")
        #expect(try result.json.checks[0].value.double == 1e17)
    }

    @Test("every malformed row counts, however many there are", arguments: [900, 1_300, 40_000])
    func malformed(count: Int) throws {
        // Days are in order, and so many rows each that the last 21 days come after the first thousand rows.
        let rows = (0..<count).map { "\(Self.day($0 * 100 / count)),\($0)," }
        _ = try files.write("date,x\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let path = try policy(
            ["name: sch, metric: schema, of: s, critical: [malformed_row]"],
            source: "{csv: a.csv, time: date, key: [x], columns: [{name: date, type: date}, {name: x, type: number}]}")
        let result = try check(path, day: 99)
        #expect(result.code == 2)
        let finding = try result.json.checks[0].findings.array.first { $0.kind.string == "malformed_row" }
        #expect(finding?.count.int == (0..<count).count { $0 * 100 / count >= 79 })
    }

    @Test("cells that are not of their type are shown, wherever they stand")
    func invalidSamples() throws {
        let rows = (0..<1_300).map { "\(Self.day($0)),\($0).0" }
        _ = try files.write("date,x\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let path = try policy(
            ["name: sch, metric: schema, of: s, critical: any"],
            source: "{csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: integer}]}")
        let finding = try check(path, day: 1_299).json.checks[0].findings[0]
        #expect(finding.kind.string == "type_mismatch" && finding.count.int == 21)
        #expect(finding.samples.array.map(\.string) == ["1279.0", "1280.0", "1281.0", "1282.0", "1283.0"])
    }

    @Test("no malformed row of a ledger is scored, however many there are")
    func malformedPredictions() throws {
        var rows = ["id,made_at,session,label_session,version,mean"]
        for number in 0..<3_000 {
            let day = number * 100 / 3_000
            rows.append("\(number),\(Self.day(day))T23:59:00Z,\(Self.day(day)),\(Self.day(day + 1)),v,0.5,")
        }
        _ = try files.write(rows.joined(separator: "\n") + "\n", as: "led.csv")
        let labels = (1...100).map { "\(Self.day($0)),0" }
        _ = try files.write("key,value\n" + labels.joined(separator: "\n") + "\n", as: "lab.csv")
        _ = try files.write("date,x\n\(Self.day(100)),1\n", as: "a.csv")
        let path = try policy(
            ["name: rmse, metric: rmse, window: 63 sessions, critical: above 1"],
            more: "model: {ledger: led.csv, labels: lab.csv}\n")
        let found = try check(path, day: 100).json.checks[0]
        #expect(found.verdict.string == "noData")
    }

    @Test("a column of the contract is not missing because ten thousand others are there")
    func manyNames() throws {
        let others = (0..<10_050).map { "\"k\($0)\": 1" }.joined(separator: ", ")
        let rows = (0..<30).map { "{\"date\": \"\(Self.day($0))\", \(others), \"x\": \($0)}" }
        _ = try files.write(rows.joined(separator: "\n") + "\n", as: "a.jsonl")
        let path = try policy(
            ["name: sch, metric: schema, of: s, critical: [missing]"],
            source:
                "{json_lines: a.jsonl, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}")
        #expect(try check(path, day: 29).json.checks[0].verdict.string == "ok")
    }

    @Test("a file without a row is no data, and a wrong header counts all the same")
    func withoutRows() throws {
        let checks = ["name: sch, metric: schema, of: s, critical: [missing, type_mismatch]"]
        let table = "{name: date, type: date}, {name: x, type: number}"
        for (name, key, text) in [
            ("a.csv", "csv", "date,x\n"), ("b.csv", "csv", "date,x,more\n"), ("a.jsonl", "json_lines", ""),
            ("b.jsonl", "json_lines", "\n\n"),
        ] {
            _ = try files.write(text, as: name)
            let path = try policy(checks, source: "{\(key): \(name), time: date, columns: [\(table)]}")
            let result = try check(path, day: 10)
            #expect(result.code == 3, "\(name) \(result.errors)")
            let found = try result.json.checks[0]
            #expect(found.verdict.string == "noData" && found.reason.string.contains("no row"), "\(name)")
        }
        _ = try files.write("date,y\n", as: "a.csv")
        let wrong = try check(try policy(checks), day: 10)
        #expect(try wrong.code == 2 && wrong.json.checks[0].verdict.string == "critical")
    }

    @Test(
        "a drift measure needs a baseline of 20 rows and two a bin, and says so", arguments: [1, 10, 11, 19, 20, 21])
    func tinyBaseline(baseline: Int) throws {
        let rows = (0..<63 + baseline).map { "\(Self.day($0)),\(sin(Double($0 * $0))),\($0 % 2 == 0 ? "A" : "B")" }
        _ = try files.write("date,x,t\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let numbers = ["psi", "ks", "wasserstein", "energy", "anderson_darling", "jensen_shannon", "hellinger"]
        let categories = ["psi", "chi_square", "l_infinity"]
        let path = try policy(
            numbers.map { "name: \($0), metric: \($0), of: x, window: 63 sessions, critical: above 100" }
                + categories.map { "name: t\($0), metric: \($0), of: t, window: 63 sessions, critical: above 100" },
            source: """
                {csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: t, type: \
                text}]}
                """)
        for found in try check(path, day: 62 + baseline).json.checks.array {
            if baseline < 20 {
                #expect(found.verdict.string == "insufficientEvidence" && found.value.isNull)
                #expect(
                    found.reason.string == "\(baseline) row\(baseline == 1 ? "" : "s") in the baseline; "
                        + "\(found.metric.string) needs 20", "\(found.reason.string)")
            } else {
                #expect(found.verdict.string == "ok" && !found.value.isNull, "\(found.reason.string)")
            }
        }
    }

    @Test("where predictions or labels are all refused, everybody says so and why")
    func refused() throws {
        _ = try files.write("date,x\n\(Self.day(40)),1\n", as: "a.csv")
        let path = try policy(
            [
                "name: rmse, metric: rmse, window: 21 sessions, critical: above 1",
                "name: ml, metric: missing_labels, window: 21 sessions, critical: above 100",
            ], more: "model: {ledger: led.csv, labels: lab.csv}\n")
        let head = "id,made_at,session,label_session,version,mean\n"
        func predictions(_ time: String) -> String {
            head
                + (30..<36).map { "p\($0),\(Self.day($0))\(time),\(Self.day($0)),\(Self.day($0 + 1)),v,0.1\n" }.joined()
        }
        // Without a zone, no made_at is an instant.
        _ = try files.write(predictions(" 16:00:00"), as: "led.csv")
        _ = try files.write("key,value\n\(Self.day(31)),0.1\n", as: "lab.csv")
        let reason = "led.csv, line 2: made_at \"\(Self.day(30)) 16:00:00\" is not a timestamp"
        for found in try check(path, day: 40).json.checks.array {
            #expect(found.verdict.string == "noData")
            #expect(found.reason.string.contains("6 refused, the first: \(reason)"), "\(found.reason.string)")
            #expect(found.details.refused.int == 6 && found.details.first_refused.array.count == 5)
            #expect(found.details.first_refused[0].string.hasPrefix(reason))
        }
        let doubts = try Program.run(["validate", path])
        #expect(
            doubts.output.contains("6 rows") && doubts.output.contains("led.csv, line 2: made_at"), "\(doubts.output)")
        // Keys that are no session say nothing of when their label was known.
        _ = try files.write(predictions("T16:00:00Z"), as: "led.csv")
        _ = try files.write("key,value\n" + (0..<6).map { "row-\($0),0.1\n" }.joined(), as: "lab.csv")
        let checks = try check(path, day: 40).json.checks.array
        #expect(checks[0].verdict.string == "noData" && checks[0].details.refused.int == 6)
        #expect(checks[0].reason.string.contains("6 refused, the first: lab.csv, line 2: the label \"row-0\""))
        #expect(try Program.run(["validate", path]).output.contains("lab.csv, line 2: the label \"row-0\""))
    }

    @Test("a ledger that is replaced while it is read is one file or the other, or an error, and never a mixture")
    func replacedLedger() throws {
        func row(_ number: Int, _ more: String) -> String {
            let day = number % 80
            return """
                {"id": "p\(number)", "made_at": "\(Self.day(day))T21:00:00Z", "session": "\(Self.day(day))", \
                "label_session": "\(Self.day(day + 1))", "version": "v", "mean": 0.5, "feature": \(number)\(more)}

                """
        }
        // More than a block, so that the last row's name comes late and the file is read a second time.
        let many = (0..<10_000).map { row($0, "") }.joined()
        _ = try files.write(many + row(10_000, ", \"late\": 1"), as: "full")
        _ = try files.write(row(0, ", \"late\": 1"), as: "short")
        _ = try files.write(row(0, ", \"late\": 1"), as: "led.jsonl")
        _ = try files.write("key,value\n" + (1...90).map { "\(Self.day($0)),0\n" }.joined(), as: "lab.csv")
        _ = try files.write("date,x\n\(Self.day(90)),1\n", as: "a.csv")
        let path = try policy(
            ["name: rmse, metric: rmse, window: 252 sessions, critical: above 1"],
            more: "model: {ledger: led.jsonl, labels: lab.csv}\n")
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.currentDirectoryURL = files.directory
        shell.arguments = [
            "-c", "while :; do for file in full short; do cp $file next && mv next led.jsonl; done; done",
        ]
        try shell.run()
        defer { shell.terminate() }
        for _ in 0..<12 {
            let run = try check(path, day: 90)
            if run.code == 0 {
                #expect([1, 10_001].contains(try run.json.checks[0].sample.int))
            } else {
                #expect(run.code == 3 || run.code == 66, "\(run.code)")
                #expect((run.output + run.errors).contains("was changed while it was read"), "\(run.errors)")
            }
        }
    }

    @Test("the profile of a file without rows against one with rows is no data")
    func emptyProfile() throws {
        let empty = try files.write("date,x\n", as: "empty.csv")
        let whole = try files.write("date,x\n2020-01-01,1\n2020-01-02,2\n", as: "whole.csv")
        let compared = try Program.run(["profile", empty, "--baseline", whole])
        #expect(compared.code == 3 && compared.output.contains("has no row to compare"))
        #expect(try Program.run(["profile", empty]).code == 0)
        #expect(try Program.run(["profile", whole, "--baseline", whole]).code == 0)
    }
}
