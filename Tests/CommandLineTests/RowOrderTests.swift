import Foundation
import TestSupport
import Testing

/// Rows whose dates are wrong, and rows that stand in another order than their times.
@Suite("Which rows are new, and which come before which")
struct RowOrderTests {
    let base: FileToVerdictTests
    var files: TemporaryFiles { base.files }

    init() throws { base = try FileToVerdictTests() }

    static let schema = ["name: sch, metric: schema, of: s, critical: any"]

    func kinds(_ found: JSON) -> [String: [Int]] {
        Dictionary(found.findings.array.map { ($0.kind.string, $0.rows.ints) }) { first, _ in first }
    }

    static func dates(_ changed: [Int: String]) -> [String] {
        (0..<600).map { changed[$0] ?? FileToVerdictTests.day($0) }
    }

    func judged(_ dates: [String], day: Int = 599) throws -> JSON {
        let rows = dates.enumerated().map { "\($1),\($0)" }
        _ = try files.write("date,x\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        return try base.check(try base.policy(Self.schema), day: day).json.checks[0]
    }

    @Test("a row dated a year back is judged by its place, at the end of the file and among the last rows")
    func yearBack() throws {
        for place in [599, 590, 580] {
            let found = try judged(Self.dates([place: FileToVerdictTests.day(place - 365)]))
            #expect(found.verdict.string == "critical" && found.sample.int == 21)
            // The header is line 1.
            #expect(kinds(found) == ["time_backwards": [place + 2], "duplicate_key": [place + 2]], "\(place)")
        }
        // Long before it came, it is not there.
        let before = try judged(Self.dates([599: FileToVerdictTests.day(234)]), day: 400)
        #expect(before.verdict.string == "ok" && before.sample.int == 21)
        // An old scar is not judged for ever.
        #expect(try judged(Self.dates([300: FileToVerdictTests.day(10)])).verdict.string == "ok")
    }

    @Test("a row dated a year ahead was there when the rows behind it were")
    func yearAhead() throws {
        let dates = Self.dates([590: FileToVerdictTests.day(955)])
        #expect(kinds(try judged(dates)) == ["time_backwards": [593], "future_row": [592]])
        #expect(try judged(dates, day: 589).verdict.string == "ok")
        // At the end of the file nothing shows that it is no row of next year's, as long as the file may be written later.
        #expect(try judged(Self.dates([599: FileToVerdictTests.day(964)])).verdict.string == "ok")
    }

    @Test("a row of a day that lies ahead is found as soon as the file is as it will be")
    func writtenBefore() throws {
        let now = Date()
        func date(_ offset: Int) -> String {
            String(now.addingTimeInterval(Double(offset) * 86_400).ISO8601Format().prefix(10))
        }
        let rows = (1...40).reversed().map { "\(date(-$0)),1" } + ["\(date(300)),1"]
        _ = try files.write("date,x\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let path = try base.policy(Self.schema)
        let later = now.addingTimeInterval(5).ISO8601Format()
        let found = try Program.run(["check", path, "--as-of", later, "--format", "json"]).json.checks[0]
        #expect(kinds(found) == ["future_row": [42]])
        let before = try Program.run(["check", path, "--as-of", date(-3), "--format", "json"]).json.checks[0]
        #expect(before.verdict.string == "ok")
    }

    @Test("a date that cannot be read behind one that is wrong is judged with it")
    func unreadable() throws {
        let found = try judged(Self.dates([598: FileToVerdictTests.day(200), 599: "soon"]))
        #expect(kinds(found) == ["invalid_cells": [601], "time_backwards": [600], "duplicate_key": [600]])
    }

    @Test("where the newest row comes first, a wrong date at the top is judged")
    func newestFirst() throws {
        var rows = (0..<600).reversed().map { "\(FileToVerdictTests.day($0)),1" }
        rows[0] = "\(FileToVerdictTests.day(234)),-1"
        _ = try files.write("date,x\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let path = try base.policy(
            ["name: sch, metric: schema, of: s, critical: [out_of_range]"],
            source: """
                {csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number, min: 0}]}
                """)
        let found = try base.check(path, day: 599).json.checks[0]
        #expect(found.verdict.string == "critical" && kinds(found)["out_of_range"] == [2])
    }

    @Test("each ticker's rows have their own order, whichever the file has", arguments: [true, false])
    func tickers(together: Bool) throws {
        var rows = [(Int, String)]()
        for ticker in ["A", "B"] {
            for number in 0..<600 {
                let date = FileToVerdictTests.day(ticker == "A" && number == 599 ? 234 : number)
                rows.append((number, "\(date),\(ticker),\(number)"))
            }
        }
        if !together { rows = rows.enumerated().sorted { ($0.1.0, $0.0) < ($1.1.0, $1.0) }.map(\.element) }
        _ = try files.write("date,k,x\n" + rows.map(\.1).joined(separator: "\n") + "\n", as: "a.csv")
        let path = try base.policy(
            Self.schema,
            source: """
                {csv: a.csv, time: date, key: [date, k], columns: [{name: date, type: date}, {name: k, type: text}, \
                {name: x, type: number}]}
                """)
        let found = try base.check(path, day: 599).json.checks[0]
        let line = together ? 601 : 1_200
        #expect(found.sample.int == 42)
        #expect(kinds(found) == ["time_backwards": [line], "duplicate_key": [line]])
    }

    @Test("JSON Lines are judged by their place, too")
    func jsonLines() throws {
        let rows = Self.dates([599: FileToVerdictTests.day(234)]).enumerated().map {
            "{\"date\": \"\($1)\", \"x\": \($0)}"
        }
        _ = try files.write(rows.joined(separator: "\n") + "\n", as: "a.jsonl")
        let path = try base.policy(
            Self.schema,
            source: "{json_lines: a.jsonl, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}")
        let found = try base.check(path, day: 599).json.checks[0]
        #expect(kinds(found) == ["time_backwards": [600], "duplicate_key": [600]])
    }

    // MARK: - Rows of one session

    static let bars = """
        {csv: a.csv, time: ts, columns: [{name: ts, type: timestamp}, {name: close, type: number}, {name: vol, type: \
        number}]}
        """

    func measured(_ rows: [String]) throws -> [JSON] {
        _ = try files.write("ts,close,vol\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
        let baseline = "window: 21 sessions, baseline: {sessions: 63, before: window}"
        let transforms = ["log_return", "change", "abs_log_return", "log_change"]
        let path = try base.policy(
            transforms.map {
                "name: \($0), metric: psi, of: {column: close, as: \($0)}, \(baseline), critical: above 90"
            } + [
                "name: r, metric: relation, of: {y: {column: close, as: log_return}, x: {column: vol, as: change}}, \(baseline), critical: above 90",
                "name: k, metric: ks, of: {column: vol, as: change}, \(baseline), critical: above 9",
            ], source: Self.bars)
        return try base.check(path, day: 119).json.checks.array
    }

    @Test("returns within a session follow the time of its rows, in whichever order the file has them")
    func bars() throws {
        var price = 100.0
        var rows: [String] = []
        for day in 0..<120 {
            for hour in 10..<16 {
                price *= 1 + 0.001 * sin(Double(day * 7 + hour * hour))
                rows.append(
                    "\(FileToVerdictTests.day(day))T\(hour):00:00Z,\(price),\(1_000 + 100 * cos(Double(day * hour)))")
            }
        }
        let expected = try measured(rows)
        #expect(expected.allSatisfy { $0.verdict.string == "ok" && !$0.value.isNull })
        // By session, and within each the newest first.
        let turned = (0..<120).flatMap { rows[$0 * 6..<($0 + 1) * 6].reversed() }
        for other in [rows.reversed(), turned] {
            for (ours, theirs) in zip(try measured(other), expected) {
                #expect(ours.value.double == theirs.value.double, "\(ours.check.string)")
                #expect(ours.sample.int == theirs.sample.int)
            }
        }
    }
}
