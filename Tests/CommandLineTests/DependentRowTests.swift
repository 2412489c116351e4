import Foundation
import TestSupport
import Testing

/// Columns of which each value is like the one before.
@Suite("Rows that depend on the rows before")
struct DependentRowTests {
    let base: FileToVerdictTests

    init() throws { base = try FileToVerdictTests() }

    static let spans = "window: 63 sessions, baseline: {sessions: 504, before: window}"
    static let source = """
        {csv: a.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}, {name: t, type: text}]}
        """

    /// x = φ·x + noise, by a congruential generator.
    static func course(_ phi: Double, count: Int, drift: Double = 0, seed: UInt64 = 7) -> [Double] {
        var state = seed
        var value = 0.0
        return (0..<count).map { _ in
            var sum = 0.0
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                sum += Double(state >> 11) / 9_007_199_254_740_992
            }
            value = phi * value + sum - 6 + drift
            return value
        }
    }

    static func autocorrelation(_ values: some Collection<Double>) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) } / squares
    }

    func write(_ values: [Double]) throws {
        let rows = values.enumerated().map { "\(FileToVerdictTests.day($0)),\($1),\($1 > 0 ? "A" : "B")" }
        _ = try base.files.write("date,x,t\n" + rows.joined(separator: "\n") + "\n", as: "a.csv")
    }

    @Test(
        "independent rows' p-values are shown exactly where the baseline's lag-1 autocorrelation is not beyond 0.2",
        arguments: [0, 0.15, 0.18, 0.3, 0.9, 0.98, -0.5])
    func pValues(phi: Double) throws {
        let values = Self.course(phi, count: 1_000)
        try write(values)
        let isDependent = abs(Self.autocorrelation(values[433..<937])) > 0.2
        let path = try base.policy(
            [
                "name: psi, metric: psi, of: x, \(Self.spans), critical: p_value below 0.01",
                "name: ks, metric: ks, of: x, \(Self.spans), critical: p_value below 0.01, warning: above 0.95",
                "name: energy, metric: energy, of: x, \(Self.spans), critical: p_value below 0.01",
                "name: ad, metric: anderson_darling, of: x, \(Self.spans), critical: p_value below 0.01",
                "name: written, metric: psi, of: x, \(Self.spans), critical: above 90",
            ], source: Self.source)
        let day = FileToVerdictTests.day(999)
        let checks = try Program.run(["check", path, "--as-of", day, "--format", "json", "--evidence"]).json.checks
            .array
        for found in checks {
            #expect(found.keys.contains("p_value") && found.keys.contains("expected_without_change"))
            #expect(found.p_value.isNull == isDependent, "\(found.check.string)")
            #expect(found.history_p_value.isNull == !isDependent)
            #expect(found.expected_without_change.isNull == (isDependent || found.metric.string == "ks"))
            #expect(!found.value.isNull && !found.details.baseline_autocorrelation.isNull)
            // 18 windows ended before this one.
            #expect(found.p_value_from.string == (isDependent ? "circular shift" : "independent rows"))
            #expect(found.p_value_raw.double == (isDependent ? found.history_p_value : found.p_value).double)
            if isDependent { #expect(found.details.earlier_windows.count.int == 18) }
        }
        for found in checks.dropLast() {
            let p = found.p_value_raw.double
            #expect(found.verdict.string == (p < 0.01 ? "critical" : "ok"), "\(found.reason.string)")
        }
        #expect(checks[4].verdict.string == "ok")
        if !isDependent { #expect(checks[0].verdict.string == "ok" && checks[0].reason.string.contains("p = ")) }
    }

    @Test("a limit on a p-value is judged by the history where rows depend on the rows before", arguments: [0.0, 9])
    func judgedByHistory(shift: Double) throws {
        let values = Self.course(0.95, count: 1_700).enumerated().map { $0.element + ($0.offset < 1_637 ? 0 : shift) }
        try write(values)
        let path = try base.policy(
            ["energy", "ks"].map { "name: \($0), metric: \($0), of: x, \(Self.spans), critical: p_value below 0.05" }
                + ["name: fine, metric: energy, of: x, \(Self.spans), critical: p_value below 0.001"],
            source: Self.source)
        let found = try base.check(path, day: 1_699).json.checks.array
        for check in found.prefix(2) {
            let earlier = check.details.earlier_windows
            #expect(earlier.count.int == 51 && check.p_value_from.string == "history" && check.p_value.isNull)
            #expect(check.history_p_value.double == Double(1 + earlier.as_far.int) / 52)
            #expect(check.verdict.string == (shift > 0 ? "critical" : "ok"), "\(check.reason.string)")
            #expect(check.reason.string.contains("(history)"))
        }
        // 51 windows cannot show less than 1/52.
        #expect(found[2].verdict.string == (shift > 0 ? "insufficientEvidence" : "ok"), "\(found[2].reason.string)")
        if shift > 0 { #expect(found[2].reason.string.contains("is the smallest that its null (history) can give")) }
        let text = try Program.run(["check", path, "--as-of", FileToVerdictTests.day(1_699)]).output
        #expect(text.contains("(history, r1 0.9"), "\(text)")
    }

    @Test("a written limit is judged beside a p-value that cannot be")
    func otherLimit() throws {
        try write(Self.course(0.9, count: 1_000))
        let path = try base.policy(
            ["name: p, metric: ks, of: x, \(Self.spans), critical: p_value below 0.01, warning: above 0.0001"],
            source: Self.source)
        #expect(try base.check(path, day: 999).json.checks[0].verdict.string == "warning")
    }

    @Test("categories that come in long runs keep their p-value, with a word that it is too small")
    func runs() throws {
        try write((0..<1_000).map { $0 / 40 % 2 == 0 ? 1 : -1 })
        let path = try base.policy(
            ["name: chi, metric: chi_square, of: t, \(Self.spans), critical: p_value below 1e-9"], source: Self.source)
        let arguments = ["explain", path, "--check", "chi", "--as-of", FileToVerdictTests.day(999)]
        let found = try Program.run(arguments + ["--format", "json"]).json.subjects[0]
        #expect(!found.p_value.isNull && found.details.baseline_agreement.double > 0.9)
        let text = try Program.run(arguments).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("needs independent rows, is too small"), "\(text)")
    }

    @Test(
        "a level that returns to its mean is not called trending, and one that does not is", arguments: [0.9, 0.98, 1])
    func trending(phi: Double) throws {
        try write(Self.course(phi, count: 1_500, drift: phi == 1 ? 0.15 : 0))
        let path = try base.policy(
            ["name: psi, metric: psi, of: x, \(Self.spans), critical: above 0.3"], source: Self.source)
        let doubts = try Program.run(["validate", path]).output
        #expect(doubts.contains("trending") == (phi == 1), "\(doubts)")
        #expect(doubts.contains("as: change") == (phi == 1))
        let arguments = [
            "diagnose", path, "--source", "s", "--as-of", FileToVerdictTests.day(1_499), "--format", "json",
        ]
        #expect(try Program.run(arguments).json.trending.array.isEmpty == (phi < 1))
    }

    @Test("no percent is told of values whose signs differ, and of none that comes from nearly nothing")
    func percent() throws {
        // A wave around 0, whose windows end now above it and now below.
        try write((0..<1_500).map { sin(Double($0) / 40) + 0.1 * sin(Double($0 * $0)) })
        let path = try base.policy(
            ["name: psi, metric: psi, of: x, \(Self.spans), critical: above 0.3"], source: Self.source)
        for end in stride(from: 1_100, to: 1_500, by: 40) {
            let arguments = [
                "diagnose", path, "--source", "s", "--as-of", FileToVerdictTests.day(end), "--format", "json",
            ]
            let conclusions = try Program.run(arguments).json.conclusions.array.map(\.string)
            for sentence in conclusions where sentence.contains("x went from") {
                #expect(sentence.firstMatch(of: /x went from \S+ to \S+ \(/) == nil, "\(sentence)")
            }
        }
    }
}
