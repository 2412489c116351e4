import Foundation
import TestSupport
import Testing

/// The evidence of a verdict, and which check says why others have none.
@Suite("Evidence that names what it is about")
struct EvidenceTests {
    let base: FileToVerdictTests

    init() throws { base = try FileToVerdictTests() }

    static let spans = "window: 63 sessions, baseline: {sessions: 100, before: window}"
    static let source = """
        {csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: t, type: text}, \
        {name: b, type: boolean}]}
        """

    func write(_ texts: [String], x: (Int) -> String = { "\($0)" }) throws {
        let rows = texts.enumerated().map { "\(FileToVerdictTests.day($0)),\(x($0)),\($1),\($1 == "A")" }
        _ = try base.files.write("date,x,t,b\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
    }

    func explained(_ policy: String, _ check: String, day: Int) throws -> (json: JSON, text: String) {
        let arguments = ["explain", policy, "--check", check, "--as-of", FileToVerdictTests.day(day)]
        return (try Program.run(arguments + ["--format", "json"]).json.subjects[0], try Program.run(arguments).output)
    }

    /// 60 A and 40 B, mixed; then 10 A, 30 B and 23 C.
    static let texts =
        (0..<100).map { $0 * 37 % 100 < 60 ? "A" : "B" }
        + (0..<63).map { $0 * 37 % 63 < 10 ? "A" : $0 * 37 % 63 < 40 ? "B" : "C" }

    @Test("categories are named, with their counts now and before, and what each adds")
    func categories() throws {
        try write(Self.texts)
        let path = try base.policy(
            ["chi_square", "l_infinity", "psi"].map {
                "name: \($0), metric: \($0), of: t, \(Self.spans), critical: above 1000"
            } + ["name: bool, metric: chi_square, of: b, \(Self.spans), critical: above 1000"], source: Self.source)
        let chi = try explained(path, "chi_square", day: 162)
        let bins = chi.json.details.bins
        #expect(bins.names.array.map(\.string) == ["A", "B", "C"])
        #expect(bins.current.ints == [10, 30, 23] && bins.baseline.ints == [60, 40, 0])
        // (o − e)²/e of both sides, with e the share of all 163 rows.
        let expected = [(10.0, 60.0), (30, 40), (23, 0)].map { now, then in
            let (e, f) = ((now + then) * 63 / 163, (now + then) * 100 / 163)
            return (now - e) * (now - e) / e + (then - f) * (then - f) / f
        }
        for (ours, theirs) in zip(bins.contributions.doubles, expected) { #expect(agrees(ours, theirs)) }
        #expect(agrees(chi.json.value.double, expected.reduce(0, +)))
        #expect(chi.text.firstMatch(of: /category +now +share +baseline +share +contribution/) != nil, "\(chi.text)")
        #expect(chi.text.firstMatch(of: /C +23 +36.5 % +0 +0.0 %/) != nil, "\(chi.text)")
        let largest = try explained(path, "l_infinity", day: 162)
        #expect(agrees(largest.json.details.bins.contributions.doubles[0], 0.6 - 10.0 / 63))
        #expect(largest.text.firstMatch(of: /A +10 +15.9 % +60 +60.0 %/) != nil, "\(largest.text)")
        let psi = try explained(path, "psi", day: 162)
        #expect(psi.json.details.bins.names.array.map(\.string) == ["A", "B", "(never in the baseline)"])
        #expect(psi.json.details.bins.unseen.array.map(\.string) == ["C"])
        #expect(psi.text.contains("never in the baseline: C"))
        let bool = try explained(path, "bool", day: 162).json
        #expect(bool.details.bins.names.array.map(\.string) == ["false", "true"])
    }

    @Test("of many categories those that add most are shown, and the rest is one line")
    func manyCategories() throws {
        // Each of 30 categories 20 times; then each twice, and none of the last.
        let texts = (0..<600).map { "c\($0 % 30)" } + (0..<63).map { "c\($0 % 29)" }
        try write(texts)
        let path = try base.policy(
            [
                "name: chi, metric: chi_square, of: t, window: 63 sessions, baseline: {sessions: 600, before: window}, critical: above 1000"
            ], source: Self.source)
        let found = try explained(path, "chi", day: 662)
        #expect(found.text.firstMatch(of: /18 others +\d+ +[\d.]+ % +360 +60.0 %/) != nil, "\(found.text)")
        #expect(found.json.details.bins.names.array.count == 30)
    }

    @Test("window and baseline are shown with dates, sessions and rows")
    func spans() throws {
        try write(Self.texts)
        let path = try base.policy(
            ["name: psi, metric: psi, of: x, \(Self.spans), critical: above 1000"], source: Self.source)
        let found = try explained(path, "psi", day: 162)
        let span = found.json.details.baseline_span
        #expect(span.from.string == FileToVerdictTests.day(0) && span.to.string == FileToVerdictTests.day(99))
        #expect(span.sessions.int == 100 && span.rows.int == 100)
        let text = found.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text.contains(
                "baseline \(FileToVerdictTests.day(0)) … \(FileToVerdictTests.day(99)): 100 sessions, 100 rows · sha256:"
            ),
            "\(text)")
        #expect(
            text.contains(
                "window \(FileToVerdictTests.day(100)) … \(FileToVerdictTests.day(162)): 63 sessions, 63 rows"))
    }

    @Test("nulls are shown with their sessions, and freshness with the latest row")
    func nullsAndFreshness() throws {
        try write(Self.texts) { [120, 121, 122, 140].contains($0) ? "" : "\($0)" }
        let path = try base.policy(
            [
                "name: nulls, metric: null_percent, of: x, window: 63 sessions, warning: above 50",
                "name: fresh, metric: sessions_behind, of: s, critical: above 1",
            ], source: Self.source)
        let nulls = try explained(path, "nulls", day: 162)
        let spans = nulls.json.details.null_spans.array
        #expect(spans.map(\.from.string) == [FileToVerdictTests.day(120), FileToVerdictTests.day(140)])
        #expect(spans.map(\.to.string) == [FileToVerdictTests.day(122), FileToVerdictTests.day(140)])
        #expect(spans.map(\.nulls.int) == [3, 1])
        #expect(
            nulls.text.contains(
                "nulls on \(FileToVerdictTests.day(120)) … \(FileToVerdictTests.day(122)) (3), \(FileToVerdictTests.day(140))"
            ), "\(nulls.text)")
        let late = try explained(path, "fresh", day: 170)
        #expect(late.json.verdict.string == "critical" && late.json.value.double == 8)
        #expect(late.json.latest_row.session.string == FileToVerdictTests.day(162))
        #expect(late.json.latest_row.cells.x.string == "162")
        #expect(late.text.contains("latest row \(FileToVerdictTests.day(162)): date"), "\(late.text)")
    }

    // MARK: - Because of another check

    @Test("checks without a value name the check that says why, and are shown without steps of their own")
    func missingColumn() throws {
        try write(Self.texts)
        let path = try base.policy(
            [
                "name: sch, metric: schema, of: s, critical: [missing]",
                "name: nulls, metric: null_percent, of: [y, x], window: 63 sessions, warning: above 50",
                "name: drift, metric: psi, of: y, \(Self.spans), critical: above 1000",
                "name: rel, metric: relation, of: {y: {column: x}, x: {column: y, as: change}}, \(Self.spans), critical: above 1000",
                "name: fresh, metric: sessions_behind, of: s, critical: above 1",
            ],
            source: """
                {csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: y, type: \
                number}]}
                """)
        let result = try base.check(path, day: 162)
        #expect(result.code == 2)
        let checks = try result.json.checks.array
        #expect(checks.map(\.because_of.isNull) == [true, false, true, false, false, true])
        for found in checks where !found.because_of.isNull {
            #expect(found.verdict.string == "noData" && found.because_of.check.string == "sch")
            #expect(found.because_of.finding.string.hasPrefix("the column \"y\" is missing"))
            #expect(found.because_of.first_step.string == "look" && found.first_step.string == "look")
            #expect(
                found.reason.string == "the source has no column \"\(found.subject.string)\""
                    || found.check.string == "rel")
        }
        let text = try Program.run(["check", path, "--as-of", FileToVerdictTests.day(162)]).output
        #expect(text.matches(of: /→ data: look/).count == 1, "\(text)")
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains("3 checks follow nulls y, drift y, rel"), "\(flat)")
        #expect(flat.contains("because of sch s: the column \"y\" is missing"))
    }

    @Test("rows that stopped, nulls and refused predictions are causes, too")
    func otherCauses() throws {
        try write(Self.texts) { $0 > 99 ? "" : "\($0)" }
        let checks = [
            "name: fresh, metric: sessions_behind, of: s, critical: above 1",
            "name: nulls, metric: null_percent, of: x, window: 63 sessions, critical: above 50",
            "name: drift, metric: psi, of: x, \(Self.spans), critical: above 1000",
        ]
        let path = try base.policy(checks, source: Self.source)
        let nulls = try base.check(path, day: 162).json.checks.array
        #expect(nulls[2].verdict.string == "noData" && nulls[2].because_of.check.string == "nulls")
        let late = try base.check(path, day: 400).json.checks.array
        #expect(late[2].because_of.check.string == "fresh" && late[1].because_of.check.string == "fresh")
        #expect(late[0].because_of.isNull)
    }

    @Test("a refusal is told with its reason where labels are missing, and not before it was there")
    func refusals() throws {
        _ = try base.files.write("date,x\n\(FileToVerdictTests.day(40)),1\n", as: "a.csv")
        let head = "id,made_at,session,label_session,version,mean\n"
        let made = (20..<40).map { number in
            let day = FileToVerdictTests.day(number)
            return
                "p\(number),\(day)T16:00:00Z,\(day),\(FileToVerdictTests.day(number + 1)),v,\(number < 35 ? "0.1" : "x")\n"
        }
        _ = try base.files.write(head + made.joined(), as: "led.csv")
        let labels = (20..<40).map { "\(FileToVerdictTests.day($0 + 1)),\($0 < 30 ? "0.1" : "?")\n" }
        _ = try base.files.write("key,value\n" + labels.joined(), as: "lab.csv")
        let path = try base.policy(
            [
                "name: rmse, metric: rmse, window: 5 sessions, critical: above 1",
                "name: ml, metric: missing_labels, window: 21 sessions, warning: above 0",
            ], more: "model: {ledger: led.csv, labels: lab.csv}\n")
        let now = try base.check(path, day: 40).json.checks.array
        #expect(now[1].verdict.string == "warning" && now[1].value.double == 5)
        #expect(
            now[1].reason.string.contains("15 refused, the first: led.csv, line 17: mean \"x\""),
            "\(now[1].reason.string)")
        #expect(now[0].verdict.string == "noData" && now[0].because_of.check.string == "ml")
        #expect(now[0].reason.string.contains("refused, the first"))
        // As of ten days before, nothing was refused yet.
        let before = try base.check(path, day: 30).json.checks.array
        #expect(before[1].verdict.string == "ok" && before[1].details.refused.int == 0)
        // Too few pairs are said to be few because of what is refused.
        let few = try base.check(path, day: 32).json.checks.array
        #expect(few[0].verdict.string == "insufficientEvidence")
        #expect(
            few[0].reason.string.contains("rmse needs 5; 2 refused, the first: lab.csv, line 12"),
            "\(few[0].reason.string)")
    }
}
