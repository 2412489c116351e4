import Foundation
import TestSupport
import Testing

@Suite("The command line")
struct VerbTests {
    static let example = "Examples/sp500/as-written.yml"

    @Test("check prints every promised key, and its exit code is the worst verdict's")
    func check() throws {
        let result = try Program.run(["check", Self.example, "--as-of", "2018-02-05", "--format", "json"])
        #expect(result.code == 2 && Program.onlyProgress(result.errors))
        let json = try result.json
        #expect(json.deployment.string == "sp500-next-session" && json.as_of.string == "2018-02-06T04:59:59Z")
        #expect(json.worst.string == "critical")
        #expect(
            json.checks.array.map { "\($0.check.string) \($0.subject.string)" } == [
                "schema market", "nulls vix_close", "nulls sp500_close", "drift vix_close", "drift sp500_close",
                "relation sp500_close", "freshness market", "rmse market-ridge", "mae market-ridge",
                "spread market-ridge", "hit-rate market-ridge", "calibration probability_up",
                "calibration probability_of_event", "calibration coverage_95", "importance market-ridge",
                "labels market-ridge", "estimate market-ridge", "accuracy market-ridge",
                "cost-of-false-alarms market-ridge",
                "cost-of-misses market-ridge", "value market-ridge",
            ])
        #expect(Set(json.checks.array.map(\.layer.string)) == ["data", "model", "business"])
        for check in json.checks.array {
            for key in [
                "check", "metric", "subject", "layer", "verdict", "value", "threshold", "sample",
                "expected_without_change",
                "p_value", "history_p_value", "p_value_from", "p_value_raw", "interval", "calibrated_threshold",
                "alarms_per_year", "window", "baseline", "owner",
                "first_step",
                "reason",
            ] { #expect(check.keys.contains(key), "\(check.check) lacks \(key)") }
            #expect(!check.owner.array.isEmpty && !check.first_step.string.isEmpty && !check.reason.string.isEmpty)
        }
        let drift = json.checks[3]
        #expect(drift.verdict.string == "critical" && drift.threshold.double == 0.3 && drift.sample.int == 63)
        #expect(agrees(drift.value.double, 1.2232957, within: 1e-6))
        // Each day's level is like that of the day before: the history says how unusual it is.
        #expect(drift.p_value.isNull && drift.expected_without_change.isNull)
        #expect(drift.details.baseline_autocorrelation.double > 0.9)
        let earlier = drift.details.earlier_windows
        #expect(drift.p_value_from.string == "history" && earlier.count.int == 120)
        #expect(drift.history_p_value.double == Double(1 + earlier.as_far.int) / 121)
        #expect(drift.p_value_raw.double == drift.history_p_value.double)
        #expect(drift.window.from.string == "2017-11-03" && drift.window.to.string == "2018-02-05")
        #expect(drift.baseline.string.hasPrefix("sha256:") && drift.first_step.string == "Pause new deployments")
        #expect(drift.calibrated_threshold.isNull && json.checks[5].calibrated_threshold.double > 0)
    }

    @Test("the text report names the owner and the first step of what is not ok, and has no colour in a pipe")
    func report() throws {
        let result = try Program.run(["check", Self.example, "--as-of", "2020-03-16"])
        #expect(result.output.contains("→ data-science: Pause new deployments"))
        #expect(!result.output.contains("\u{1B}"))
        #expect(result.output.contains("✓ ok") && result.output.contains("✗ CRITICAL"))
    }

    @Test("the same question gets the same answer, to the byte")
    func deterministic() throws {
        let arguments = ["check", Self.example, "--as-of", "2008-11-20", "--format", "json"]
        #expect(try Program.run(arguments).output == Program.run(arguments).output)
    }

    @Test("without recent data a check says so and points to history")
    func now() throws {
        let result = try Program.run(["check", Self.example])
        #expect(result.code == 2)
        #expect(result.errors.contains("--as-of 2020-03-16"))
    }

    @Test(
        "wrong usage is 64, a bad policy 65, unreadable input 66",
        arguments: [
            (["chekc"], 64), (["check"], 64), (["check", example, "--as-of", "yesterday"], 64),
            (["check", example, "--fromat", "json"], 64),
            (["check", example, "--as-of", "2050-01-01"], 64), (["calendar", "XNYS", "--from", "2020-13-01"], 64),
            (["calendar", "XNYS", "--to", "2050-01-01"], 64),
            (["check", "Tests/Fixtures/policies/unknown-metric.bad.yml"], 65),
            (["validate", "Tests/Fixtures/policies/empty.bad.yml"], 65),
            (["check", "none.yml"], 66), (["check", "Examples"], 66), (["profile", "none.csv"], 66),
            (["profile", "Examples"], 66),
            (["check", "Tests/Fixtures/policies/plain.good.yml"], 66), (["calendar", "none.yml"], 66), (["--help"], 0),
            (["help", "check"], 0),
            (["check", "--help"], 0),
        ] as [([String], Int32)])
    func exitCodes(arguments: [String], code: Int32) throws {
        let result = try Program.run(arguments)
        #expect(result.code == code, "\(arguments): \(result.errors)")
        #expect(code == 0 || !(result.errors + result.output).isEmpty)
    }

    @Test("validate shows the doubts with their numbers")
    func doubts() throws {
        let result = try Program.run(["validate", Self.example, "--format", "json"])
        #expect(result.code == 0)
        let messages = try result.json.problems.array.map(\.message.string)
        #expect(
            messages.contains(
                "sp500_close: the level of a trending column: above 0.3 on 99.8 % of the days of this history"))
        #expect(messages.contains { $0.contains("SLACK_DE, which is not set") })
        #expect(try result.json.valid.isTrue)
    }

    @Test("calendar prints closures and early closes")
    func calendar() throws {
        let json = try Program.run([
            "calendar", "XNYS", "--from", "1990-01-01", "--to", "2030-12-31", "--format", "json",
        ]).json
        #expect(json.closures.array.count == 375)
        #expect(json.closures[0].date.string == "1990-01-01" && json.closures[0].name.string == "New Year's Day")
        #expect(json.early_closes.array.contains { $0.date.string == "2019-07-03" && $0.close.string == "13:00" })
    }

    @Test("schema and metrics cover every metric, and the schema accepts the keys of the shipped policy")
    func catalogue() throws {
        let metrics = try Program.run(["metrics", "--format", "json"]).json.metrics.array
        #expect(
            metrics.count == 34 && metrics.allSatisfy { !$0.definition.string.isEmpty && !$0.min_sample.string.isEmpty }
        )
        let schema = try Program.run(["schema"]).json
        #expect(schema.properties.checks.items.properties.metric["enum"].strings == metrics.map(\.name.string))
        #expect(schema.required.strings.contains("checks"))
    }

    @Test(
        "every shipped example validates and is checked on the last day of its data",
        arguments: ["sp500/as-written.yml", "weather/weather.yml", "co2/co2.yml"])
    func examples(name: String) throws {
        let path = "Examples/\(name)"
        #expect(try Program.run(["validate", path]).code == 0)
        let json = try Program.run([
            "check", path, "--as-of",
            name.hasPrefix("sp500") ? "2020-11-19" : name.hasPrefix("co2") ? "2001-12-29" : "2015-12-31", "--format",
            "json",
        ]).json
        #expect(json.checks.array.allSatisfy { $0.verdict.string != "error" && $0.verdict.string != "noData" })
        #expect(json.checks.array.count >= 5)
    }

    @Test("a full disk and a closed output are errors in words")
    func fullDisk() throws {
        for redirection in ["> /dev/full", ">&-"] {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "exec \"$0\" metrics \(redirection) 2> /dev/null", Program.path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 66 && process.terminationReason == .exit, "\(redirection)")
        }
    }

    @Test("what a file holds cannot steer the terminal")
    func controlCharacters() throws {
        let files = try TemporaryFiles()
        let policy = try String(
            contentsOf: Fixtures.repository.appending(path: "Examples/sp500/as-written.yml"), encoding: .utf8)
        _ = try files.write(
            "date,sp500_close,sp500_volume,vix_close\n2020-03-16,\u{1B}[31mred\u{7},1,2\n", as: "market.csv")
        let result = try Program.run(["check", try files.write(policy, as: "p.yml"), "--as-of", "2020-03-16"])
        #expect(!result.output.contains("\u{1B}") && result.output.contains("\\u{1b}[31mred\\u{7}"))
    }

    @Test("demo tells the whole story")
    func demo() throws {
        let result = try Program.run(["demo"])
        #expect(result.code == 0)
        for words in [
            "is critical on every one of the 7218 days", "the column \"sp500_volume\" is missing",
            "is it now called \"vix_last\"?",
            "21 of 21 cells are not of type number", "2.381 % of 252 cells are null: above 2",
            "2 sessions behind: above 1", "2008-11-20",
        ] {
            let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("profile reports counts, moments and drift")
    func profile() throws {
        let json = try Program.run(["profile", "Examples/sp500/market.csv", "--format", "json"]).json
        #expect(json.rows.int == 7_780)
        let vix = json.columns[3]
        #expect(
            vix.column.string == "vix_close" && vix.type.string == "number" && vix.max.double == 82.69
                && vix.nulls.int == 0)
        let same = try Program.run([
            "profile", "Examples/sp500/market.csv", "--baseline", "Examples/sp500/market.csv", "--format", "json",
        ])
        #expect(same.code == 0)
        #expect(try same.json.columns.array.dropFirst().allSatisfy { $0.psi.double == 0 })
    }
}
