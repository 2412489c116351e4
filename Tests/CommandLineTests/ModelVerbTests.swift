import Foundation
import TestSupport
import Testing

@Suite("The command line: predictions, explain and ledgers")
struct ModelVerbTests {
    static let example = "Examples/sp500/as-written.yml"

    @Test(
        "predictions prints every promised key, the totals add up to the cent, and artifacts are named by their content"
    )
    func predictions() throws {
        let files = try TemporaryFiles()
        let directory = files.directory.appending(path: "artifacts").path
        let arguments = ["predictions", Self.example, "--from", "2019-03-04", "--to", "2019-06-28"]
        let result = try Program.run(arguments + ["--format", "json", "--artifacts", directory])
        #expect(result.code == 0)
        let json = try result.json
        for prediction in json.predictions.array {
            for key in [
                "id", "made_at", "session", "label_session", "version", "features", "mean", "sigma", "probability_up",
                "probability_of_event", "label", "state", "acted", "outcome", "money", "value",
            ] { #expect(prediction.keys.contains(key)) }
        }
        #expect(json.predictions.array.count == 83 && json.predictions[0].session.string == "2019-03-04")
        for name in ["money", "value"] {
            let sum = json.predictions.array.reduce(Decimal(0)) { $0 + (Decimal(string: $1[name].string) ?? 0) }
            #expect(Decimal(string: json.totals[name].string) == sum)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        let versions = Set(json.predictions.array.map(\.version.string))
        // Served and gated of each, and of the version that serves at the end.
        #expect(versions.count == 4 && names.count == 10)
        #expect(versions.allSatisfy { names.contains($0.replacing("sha256:", with: "") + ".json") })
    }

    @Test("labels are those known at --as-of")
    func asOf() throws {
        let arguments = ["predictions", Self.example, "--from", "2020-03-12", "--to", "2020-03-16", "--format", "json"]
        let friday = try Program.run(arguments + ["--as-of", "2020-03-13"]).json
        #expect(friday.predictions.array.map(\.state.string) == ["matured", "pending"])
        #expect(friday.predictions[1].label.isNull && friday.predictions[1].money.isNull)
        #expect(
            try Program.run(arguments).json.predictions.array.map(\.state.string) == ["matured", "matured", "matured"])
    }

    @Test(
        "what is exported can be watched as a ledger from elsewhere, with the same values", arguments: ["csv", "jsonl"])
    func roundTrip(format: String) throws {
        // The whole ledger: z of a calibration rests on the history before its window.
        let files = try TemporaryFiles()
        let exported = try Program.run(["predictions", Self.example, "--from", "1993-01-01", "--format", "json"]).json
        var labels = format == "csv" ? "key,value\n" : ""
        var predictions =
            format == "csv" ? "id,made_at,session,label_session,version,mean,sigma,probability_of_event,vix\n" : ""
        for item in exported.predictions.array {
            let fields: [(String, String)] = [
                ("id", item.id.string), ("made_at", item.made_at.string), ("session", item.session.string),
                ("label_session", item.label_session.string), ("version", item.version.string),
            ]
            let numbers =
                ["mean", "sigma", "probability_of_event"].map { ($0, "\(item[$0].double)") } + [
                    ("vix", "\(item.features.vix_level.double)")
                ]
            let label = item.label.isNull ? nil : "\(item.label.double)"
            if format == "csv" {
                predictions += (fields.map(\.1) + numbers.map(\.1)).joined(separator: ",") + "\n"
                if let label { labels += "\(item.label_session.string),\(label)\n" }
            } else {
                let texts = fields.map { "\"\($0)\": \"\($1)\"" } + numbers.map { "\"\($0)\": \($1)" }
                predictions += "{\(texts.joined(separator: ", "))}\n"
                if let label { labels += "{\"key\": \"\(item.label_session.string)\", \"value\": \(label)}\n" }
            }
        }
        _ = try files.write(predictions, as: "predictions.\(format)")
        _ = try files.write(labels, as: "labels.\(format)")
        let text = try String(contentsOf: Fixtures.repository.appending(path: Self.example), encoding: .utf8)
        let model = try #require(text.firstRange(of: "model:\n"))
        let decision = try #require(text.firstRange(of: "decision:"))
        let ledger =
            "model: {ledger: predictions.\(format), labels: labels.\(format), available: 90 minutes after close}\n"
        let policy = try files.write(
            text.replacingCharacters(in: model.lowerBound..<decision.lowerBound, with: ledger), as: "policy.yml")
        let market = Fixtures.repository.appending(path: "Examples/sp500/market.csv")
        try FileManager.default.copyItem(at: market, to: files.directory.appending(path: "market.csv"))
        let built = try Program.run(["check", Self.example, "--as-of", "2020-03-16", "--format", "json"]).json
        let found = try Program.run(["check", policy, "--as-of", "2020-03-16", "--format", "json"]).json
        var compared = 0
        for (a, b) in zip(found.checks.array, built.checks.array) where a.layer.string != "data" {
            #expect(a.check == b.check)
            switch a.metric.string {
            case "estimated_rmse": #expect(a.reason.string.contains("an estimate needs the model's holdout"))
            case "importance_shift": #expect(a.reason.string.contains("importance needs the model itself"))
            case "rmse", "mae": #expect(a.details.baseline_sample.int == 504 && !a.value.isNull)
            default:
                #expect(
                    agrees(a.value.double, b.value.double, within: 1e-12) && a.sample == b.sample, "\(a.check.string)")
                compared += 1
            }
        }
        #expect(compared == 10)
        let again = try Program.run([
            "predictions", policy, "--from", "2020-02-03", "--to", "2020-03-31", "--format", "json",
        ]).json
        #expect(again.predictions[0].features.vix.double == 17.97)
    }

    @Test("a broken ledger is an error in words, and what cannot be used of it is told")
    func broken() throws {
        let files = try TemporaryFiles()
        func policy(_ predictions: String, _ labels: String) throws -> String {
            _ = try files.write(predictions, as: "p.csv")
            _ = try files.write(labels, as: "l.csv")
            _ = try files.write("day,x\n2024-01-02,1\n", as: "data.csv")
            return try files.write(
                """
                version: 1
                deployment: d
                sources: {s: {csv: data.csv, time: day, columns: [{name: day, type: date}, {name: x, type: number}]}}
                model: {ledger: p.csv, labels: l.csv}
                checks: [{name: e, metric: mae, window: 5 sessions, warning: above 9, owner: t, runbook: r}]
                runbooks: {r: [{manual: Look}]}
                teams: {t: {channels: {warning: [c]}}}
                channels: {c: {stdout: {}}}

                """, as: "policy.yml")
        }
        let header = "id,made_at,session,label_session,version,mean,sigma\n"
        let missing = try Program.run(["check", try policy("id,mean\n", "key,value\n"), "--format", "json"])
        #expect(missing.code == 3)
        let verdict = try missing.json.checks[0]
        #expect(verdict.verdict.string == "error")
        #expect(verdict.reason.string.contains("p.csv: has no column \"made_at\", \"session\""))
        let noLabels = try Program.run(["predictions", try policy(header, "key\n")])
        #expect(noLabels.code == 66 && noLabels.errors.contains("l.csv: has no column \"value\""))
        try FileManager.default.removeItem(at: files.directory.appending(path: "l.csv"))
        let absent = try Program.run(["predictions", files.directory.appending(path: "policy.yml").path])
        #expect(absent.code == 66 && absent.errors.contains("l.csv"))
        let rows = """
            a,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,0.01,0.1
            a,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,0.02,0.1
            b,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,abc,0.1
            c,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,0.03,-1
            d,2024-01-02T22:00:00Z,2024-01-02,2024-01-06,v,0.03,1
            e,yesterday,2024-01-02,2024-01-03,v,0.03,1
            ,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,0.03,1
            f,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,,1
            g,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,1.7e308,1
            h,2024-01-02T22:00:00Z,2024-01-02,2024-01-03,v,1,1e-300

            """
        let json = try Program.run(
            [
                "predictions", try policy(header + rows, "key,value\n2024-01-03,0.02\nmoon,1\n,2\n2024-01-03,x\n"),
                "--format", "json",
            ]
        ).json
        #expect(json.predictions.array.map(\.id.string) == ["a"] && json.predictions[0].label.double == 0.02)
        let reasons = json.refused.array.map { "\($0.what.string): \($0.reason.string)" }
        for expected in [
            "p.csv, line 4: mean \"abc\" is not a number", "p.csv, line 5: sigma -1 is not above 0",
            "p.csv, line 7: made_at \"yesterday\" is not a timestamp", "p.csv, line 8: the prediction has no id",
            "p.csv, line 9: the prediction \"f\" has no mean", "p.csv, line 10: mean ", "p.csv, line 11: sigma ",
            "l.csv, line 4: the label has no key",
            "l.csv, line 5: value \"x\" is not a number",
            "l.csv, line 3: the label \"moon\" says not since when it is known",
            "prediction \"a\": a prediction of this id is there already",
            "prediction \"d\": its label session 2024-01-06 is no session of XNYS (weekend)",
        ] { #expect(reasons.contains { $0.hasPrefix(expected) }, "\(expected) not in \(reasons)") }
        #expect(reasons.count == 12)
        let check = try Program.run([
            "check", files.directory.appending(path: "policy.yml").path, "--as-of", "2024-01-04",
        ])
        #expect(check.output.contains("12 refused") && check.code == 0)
    }

    @Test("a feed whose numbers give no model is judged in its other layers, and the model says why it is silent")
    func noModel() throws {
        let files = try TemporaryFiles()
        let text = try String(
            contentsOf: Fixtures.repository.appending(path: "Examples/sp500/market.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",") }
        func check(_ change: ([Substring]) -> [Substring]) throws -> JSON {
            let changed = lines.enumerated().map { $0.offset == 0 ? $0.element : change($0.element) }
            _ = try files.write(
                changed.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", as: "market.csv")
            let policy = try String(contentsOf: Fixtures.repository.appending(path: Self.example), encoding: .utf8)
            let path = try files.write(policy, as: "policy.yml")
            return try Program.run(["check", path, "--as-of", "2018-02-05", "--format", "json"]).json
        }
        // A price that never moves leaves nothing to learn.
        let flat = try check { [$0[0], "100", $0[2], $0[3]] }
        let rmse = try #require(flat.checks.array.first { $0.check.string == "rmse" })
        #expect(
            rmse.verdict.string == "noData" && rmse.reason.string.contains("give no model: their numbers do not vary"))
        #expect(flat.checks[0].verdict.string == "ok" && flat.checks[1].value.double == 0)
        // One absurd value spoils the versions that would be trained on it; the one before goes on.
        let absurd = try check { $0[0] == "2017-10-17" ? [$0[0], $0[1], $0[2], "1e308"] : $0 }
        let spread = try #require(absurd.checks.array.first { $0.check.string == "spread" })
        #expect(spread.value.double > 0 && spread.details.refused.int >= 4)
    }

    @Test("explain draws what a check rests on, and its JSON has the seeds and where an interval comes from")
    func explain() throws {
        let arguments = ["explain", Self.example, "--as-of", "2018-02-05", "--check"]
        let calibration = try Program.run(arguments + ["calibration"])
        #expect(calibration.code == 0)
        for words in ["Reliability curve", "Brier score", "PIT: tenths", "● came true"] {
            #expect(calibration.output.contains(words))
        }
        let importance = try Program.run(arguments + ["importance"])
        #expect(importance.output.contains("vix_change + return") && importance.output.contains("before"))
        let drift = try Program.run(arguments + ["drift"])
        #expect(drift.code == 2 && drift.output.contains("Contribution of each bin"))
        let drawn = try Program.run(arguments + ["calibration", "--format", "json"]).json.subjects
        let seed = "sp500-next-session/calibration/probability_up|2018-02-05|ece-null"
        #expect(drawn[0].resampling.seed_texts.strings == [seed] && drawn[2].resampling.isNull)
        let json = try Program.run(arguments + ["rmse", "--format", "json", "--indices"]).json
        let subject = json.subjects[0]
        #expect(subject.resampling.isNull && subject.details.interval_from.source.string == "history")
        #expect(try Program.run(arguments + ["rmse"]).output.contains("earlier windows spread, with"))
        #expect(subject.pairs.array.count == 10 && subject.history.array.count == 252)
        #expect(json.model.version.string.hasPrefix("sha256:"))
    }

    @Test("wrong usage of the new verbs is told, with what is there")
    func usage() throws {
        let check = try Program.run(["explain", Self.example, "--check", "rsme"])
        #expect(check.code == 64 && check.errors.contains("no check is called \"rsme\"; did you mean \"rmse\"?"))
        #expect(try Program.run(["explain", Self.example, "--check", "rmse", "--indices"]).code == 64)
        #expect(try Program.run(["predictions", Self.example, "--from", "2020-02-30"]).code == 64)
        #expect(
            try Program.run(["predictions", Self.example, "--from", "2020-03-02", "--to", "2020-03-01"]).code == 64)
        #expect(try Program.run(["predictions", Self.example, "--by-year", "--format", "csv"]).code == 64)
        let without = try Program.run(["predictions", "Examples/co2/co2.yml"])
        #expect(without.code == 66 && without.errors.contains("has no model: section"))
        let nowhere = try Program.run([
            "predictions", Self.example, "--to", "2020-03-02", "--from", "2020-03-02", "--artifacts", "/dev/null/x",
        ])
        #expect(nowhere.code == 66 && nowhere.errors.contains("artifacts cannot be written"))
    }
}
