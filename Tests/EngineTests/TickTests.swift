import Core
import Engine
import Foundation
import PolicyFile
import TestSupport
import Testing
import TradingCalendar

@Suite("One tick: what was known when")
struct TickTests {
    static let frame = """
        version: 1
        deployment: d
        calendar: weekdays
        sources:
          s:
            csv: data.csv
            time: day
            COLUMNS
        runbooks: {r: [{manual: Look at it}]}
        teams: {t: {channels: {warning: [c], critical: [c]}}}
        channels: {c: {stdout: {}}}
        checks:

        """

    func results(_ csv: String, _ checks: [String], known: Bool = false, asOf: String) throws -> [CheckResult] {
        let files = try TemporaryFiles()
        _ = try files.write(csv, as: "data.csv")
        let columns =
            "columns: [{name: day, type: date}, {name: x, type: number}, {name: c, type: text}\(known ? ", {name: k, type: timestamp}" : "")]"
        let frame = Self.frame.replacing("COLUMNS", with: (known ? "known_since: k\n    " : "") + columns)
        let policy = try Policies.with(checks, frame: frame, directory: files.directory)
        return try CheckRun(policy, asOf: try #require(AsOf.parse(asOf, calendar: policy.calendar))).results
    }

    static let basic = [
        "name: fresh, metric: sessions_behind, of: s, critical: above 1",
        "name: nulls, metric: null_percent, of: x, window: 5 sessions, warning: above 30",
        "name: schema, metric: schema, of: s, critical: [missing], warning: any",
    ]

    @Test("rows not yet due do not exist, without a finding, and the weekend adds nothing")
    func due() throws {
        // Monday 2024-01-01 to Monday 2024-01-08; closes at 23:59 UTC.
        let csv =
            "day,x,c\n2024-01-01,1,a\n2024-01-02,2,a\n2024-01-03,,a\n2024-01-04,4,a\n2024-01-05,5,a\n2024-01-08,,a\n"
        let saturday = try results(csv, Self.basic, asOf: "2024-01-06")
        #expect(saturday.map(\.verdict) == [.ok, .ok, .ok])
        #expect(saturday[0].measurement.value == 0 && saturday[1].measurement.value == 20)
        // A session closes at the end of its day, so at noon on Friday Thursday's row is the latest due.
        let friday = try results(csv, Self.basic, asOf: "2024-01-05T12:00:00Z")
        #expect(friday[0].measurement.detailsJSON == ["latest_row": "2024-01-04", "due_session": "2024-01-04"])
        #expect(friday[1].measurement.sample == 4)
        let later = try results(csv, Self.basic, asOf: "2024-01-12T00:00:00Z")
        #expect(later[0].measurement.value == 3 && later[0].verdict == .critical)
    }

    @Test("a revision counts from when it is known, the latest known, and is no repetition")
    func knownSince() throws {
        let csv = """
            day,x,c,k
            2024-01-01,1,a,2024-01-02T00:00:00Z
            2024-01-02,,a,2024-01-03T00:00:00Z
            2024-01-03,3,a,2024-01-09T00:00:00Z
            2024-01-02,2,a,2024-01-10T00:00:00Z
            2024-01-15,9,a,2024-01-11T00:00:00Z

            """
        let before = try results(csv, Self.basic, known: true, asOf: "2024-01-05T12:00:00Z")
        #expect(before[0].measurement.value == 2)
        #expect(before[1].measurement.sample == 2 && before[1].measurement.value == 50)
        let after = try results(csv, Self.basic, known: true, asOf: "2024-01-10T12:00:00Z")
        #expect(after[2].measurement.findings.isEmpty && after[1].measurement.value == 0)
        // A row that is known and lies in the future is a finding.
        let future = try results(csv, Self.basic, known: true, asOf: "2024-01-11T12:00:00Z")
        #expect(future[2].measurement.findings.map(\.kind).contains(.futureRow))
    }

    @Test("an old scar is not judged for ever: the contract looks at the last 21 sessions")
    func scars() throws {
        let days = TradingCalendar.weekdays.sessions.filter { $0 >= Day(ordinal: 19_723) }.prefix(40)
        let csv = "day,x,c\n" + days.enumerated().map { "\($1),\($0 == 5 ? "oops" : "1"),a\n" }.joined()
        func kinds(_ position: Int) throws -> [Finding.Kind] {
            try results(csv, Self.basic, asOf: days[days.startIndex + position].description)[2].measurement.findings
                .map(\.kind)
        }
        #expect(try kinds(25) == [.invalidCells])
        #expect(try kinds(26) == [])
    }

    @Test("a row whose date cannot be read is judged with the row before it")
    func undated() throws {
        let csv = "day,x,c\n2024-01-01,1,a\n2024-13-02,2,a\n2024-01-03,3,a\n"
        let found = try results(csv, Self.basic, asOf: "2024-01-03")[2].measurement.findings
        #expect(found.map(\.kind) == [.typeMismatch] && found[0].lines == [3])
        let before = try results(csv.replacing("2024-01-03", with: "2024-02-05"), Self.basic, asOf: "2024-01-03")
        #expect(before[2].measurement.sample == 2)
    }

    @Test("a row without a date is a finding, also at the top of the file, and absent sessions are told")
    func withoutDate() throws {
        let csv = "day,x,c\n,1,a\n2024-01-02,2,a\n,3,a\n2024-01-05,5,a\n"
        let found = try results(csv, Self.basic, asOf: "2024-01-05")
        #expect(found[2].measurement.findings.map(\.kind) == [.nullCell])
        #expect(found[2].measurement.findings[0].lines == [2, 4])
        #expect(found[1].measurement.sample == 2 && found[1].measurement.contents.absentSessions == 3)
        let garbage = try results("day,x,c\ngarbage,1,a\nmore,2,a\n", Self.basic, asOf: "2024-01-05")
        #expect(garbage[2].measurement.findings.map(\.kind) == [.typeMismatch] && garbage[0].verdict == .noData)
    }

    @Test("a known row of a closed day in the past is no row of the future")
    func closedDay() throws {
        let csv = "day,x,c,k\n2024-01-04,1,a,2024-01-05T00:00:00Z\n2024-01-06,2,a,2024-01-06T10:00:00Z\n"
        let found = try results(csv, Self.basic, known: true, asOf: "2024-01-07T12:00:00Z")
        #expect(found[2].measurement.findings.map(\.kind) == [.notASession])
    }

    @Test("a never-seen category has its bin, and p-values of several columns are adjusted together")
    func categories() throws {
        let days = TradingCalendar.weekdays.sessions.filter { $0 >= Day(ordinal: 19_723) }.prefix(130)
        let csv =
            "day,x,c\n"
            + days.enumerated().map {
                "\($1),\($0 * $0 * 3 % 37 % 3),\($0 >= 100 && $0 % 2 == 0 ? "new" : ["a", "b"][$0 % 2])\n"
            }
            .joined()
        let found = try results(
            csv,
            [
                "name: psi, metric: psi, of: c, window: 30 sessions, baseline: {sessions: 100, before: window}, critical: above 1",
                "name: p, metric: psi, of: [x, c], window: 30 sessions, baseline: {sessions: 100, before: window}, critical: p_value below 0.01",
                "name: chi, metric: chi_square, of: c, window: 30 sessions, baseline: {sessions: 100, before: window}, critical: p_value below 0.01",
                "name: linf, metric: l_infinity, of: c, window: 30 sessions, baseline: {sessions: 100, before: window}, critical: above 0.4",
            ], asOf: try #require(days.last).description)
        #expect(found.map(\.verdict) == [.critical, .ok, .critical, .critical, .critical])
        #expect(found[0].measurement.value ?? 0 > 1)
        #expect(found[4].measurement.value == 0.5)
        #expect(found[2].measurement.pValueAlone == 1.0 / 20_001)
        #expect(found[2].measurement.pValue == 2.0 / 20_001)
    }

    @Test("before the calendar and before the data there is no data, not a crash")
    func early() throws {
        let csv = "day,x,c\n2024-01-01,1,a\n"
        #expect(try results(csv, Self.basic, asOf: "1969-01-01").map(\.verdict) == [.noData, .noData, .noData])
        #expect(try results(csv, Self.basic, asOf: "1990-01-01").map(\.verdict).prefix(2) == [.noData, .noData])
    }
}
