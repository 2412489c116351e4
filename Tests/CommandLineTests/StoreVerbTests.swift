import Foundation
import TestSupport
import Testing

@Suite("Ticks, incidents and stores on the command line")
struct StoreVerbTests {
    /// The shipped history with a policy that is quick, and a feed that breaks in March 2017.
    private let files: TemporaryFiles
    private let policy: String
    private var store: String { files.directory.appending(path: "store").path }

    init() throws {
        files = try TemporaryFiles()
        var rows = try String(
            contentsOf: Fixtures.repository.appending(path: "Examples/sp500/market.csv"), encoding: .utf8
        )
        .split(separator: "\n").filter { $0.hasPrefix("date") || ("2015-01-01"..."2017-12-31").contains($0.prefix(10)) }
        .map(String.init)
        for at in rows.indices where ("2017-03-06"..."2017-03-15").contains(rows[at].prefix(10)) {
            rows[at] = rows[at].split(separator: ",").dropLast().joined(separator: ",") + ","
        }
        _ = try files.write(rows.joined(separator: "\n") + "\n", as: "market.csv")
        policy = try files.write(
            """
            version: 1
            deployment: index
            calendar: XNYS
            sources:
              market:
                csv: market.csv
                time: date
                available: 90 minutes after close
                columns:
                  - {name: date, type: date}
                  - {name: sp500_close, type: number, min: 0}
                  - {name: sp500_volume, type: integer, min: 0}
                  - {name: vix_close, type: number, min: 0}
            checks:
              - {name: nulls, metric: null_percent, of: [vix_close, sp500_close], window: 252 sessions,
                 warning: above 0.5, critical: above 2, owner: data-engineering, runbook: ingestion}
              - {name: drift, metric: psi, as: log_return, of: vix_close, window: 63 sessions, baseline: {sessions: 252, before: window},
                 critical: above 0.3, owner: data-science, runbook: drift}
            runbooks:
              ingestion: [{manual: Inspect the data ingestion job}]
              drift: [{manual: Pause new deployments}]
            teams:
              data-engineering: {channels: {warning: [de], critical: [de, pager]}, escalation: [{after: 1 session, to: data-science}]}
              data-science: {channels: {critical: [ds], warning: [ds]}}
            channels: {de: {stdout: {}}, pager: {stdout: {}}, ds: {stdout: {}}}

            """, as: "policy.yml")
    }

    private func tick(_ from: String, _ to: String, _ more: String...) throws -> Program.Result {
        try Program.run(["tick", policy, "--store", store, "--from", from, "--to", to] + more)
    }

    private func incidents(_ store: String? = nil) throws -> [JSON] {
        try Program.run(["incidents", "list", "--store", store ?? self.store, "--format", "json"]).json.incidents.array
    }

    private func nulls() throws -> JSON {
        try #require(try incidents().first { $0.root["check"].string == "nulls" })
    }

    @Test("tick tells, incidents list has every promised key, and show tells the chain")
    func chain() throws {
        let run = try tick("2017-02-13", "2017-03-31")
        #expect(run.code == 0 && Program.onlyProgress(run.errors))
        #expect(run.output.contains("de for data-engineering · fire"))
        #expect(run.output.contains("first step: Inspect the data ingestion job"))
        #expect(run.output.contains("withheld: of the past nothing is sent without --deliver"))
        let incident = try nulls()
        for key in [
            "id", "state", "opened_at", "resolved_at", "severity", "root", "owners", "first_step", "alerts", "notified",
        ] { #expect(incident.keys.contains(key)) }
        #expect(
            incident.state.string == "open" && incident.resolved_at.isNull && incident.severity.string == "critical")
        #expect(incident.opened_at.string == "2017-03-07T22:30:00Z" && incident.owners.strings == ["data-engineering"])
        #expect(
            incident.root
                == .object(["layer": .string("data"), "check": .string("nulls"), "subject": .string("vix_close")]))
        let alert = incident.alerts[0]
        #expect(alert.pending_at == alert.fired_at && alert.reason.isNull && alert.severity.string == "critical")
        let told = incident.notified.array.map {
            "\($0.at.string.prefix(10)) \($0.team.string) \($0.channel.string) \($0.kind.string)"
        }
        #expect(
            told == [
                "2017-03-07 data-engineering de fire", "2017-03-08 data-science ds fire",
                "2017-03-13 data-engineering de update", "2017-03-13 data-engineering pager fire",
                "2017-03-13 data-science ds update",
            ])
        #expect(Set(incident.notified.array.map(\.state.string)) == ["withheld"])
        #expect(incident.notified[0].key.string == "\(incident.id.string)/de/fire/1")
        let show = try Program.run(["incidents", "show", String(incident.id.string.prefix(6)), "--store", store])
        let places = ["measured", "fired", "opened", "told", "escalated", "rose"].map {
            show.output.range(of: $0)?.lowerBound
        }
        #expect(show.code == 0 && places.allSatisfy { $0 != nil } && places[0]! < places[1]! && places[1]! < places[3]!)
        let json = try Program.run(["incidents", "show", incident.id.string, "--store", store, "--format", "json"]).json
        #expect(json.timeline.array.contains { $0.what.string == "not told" } == false && json.timeline.array.count > 6)
    }

    @Test("two runs leave the same, also when one is killed again and again and repeated")
    func killed() throws {
        let other = files.directory.appending(path: "other").path
        // With a model, so that versions are promoted on the way.
        let policy = try files.write(
            String(contentsOfFile: policy, encoding: .utf8).replacing(
                "checks:\n",
                with: """
                    model: {built_in: market-ridge, source: market, features: [vix_close, sp500_close, sp500_volume],
                     train: 100 sessions, holdout: 20 sessions}
                    checks:

                    """), as: "with-model.yml")
        let span = ["--from", "2016-06-01", "--to", "2017-12-29"]
        #expect(try Program.run(["tick", policy, "--store", store] + span).code == 0)
        var kills = 0
        for attempt in 0..<12
        where try Program.kill(
            ["tick", policy, "--store", other] + span, after: 0.06 + 0.03 * Double(attempt))
        { kills += 1 }
        #expect(kills > 0)
        #expect(try Program.run(["tick", policy, "--store", other] + span).code == 0)
        for verb in [["incidents", "list"], ["audit", "list", "--limit", "100000"], ["silence", "list"]] {
            let a = try Program.run(verb + ["--store", store, "--format", "json"])
            let b = try Program.run(verb + ["--store", other, "--format", "json"])
            #expect(a.code == 0 && a.output == b.output, "\(verb)")
            if verb[0] == "audit" {
                // The first tick of June 2016 and every month's first since.
                let promotions = try a.json.rows.array.filter { $0.kind.string == "promotion" }
                #expect(promotions.count == 19)
            }
        }
        #expect(try Program.run(["store", "check", "--store", other]).code == 0)
        #expect(try Program.run(["audit", "verify", "--store", other]).code == 0)
        // Again: there is nothing left to decide.
        let again = try Program.run(["tick", policy, "--store", other] + span)
        #expect(again.code == 0 && again.output.isEmpty && again.errors.contains("Nothing is due"))
    }

    @Test("acknowledged, escalation waits; resolved by hand and closed; each says what it did")
    func operating() throws {
        _ = try tick("2017-02-13", "2017-03-07")
        let id = try nulls().id.string
        let ack = try Program.run(["ack", id, "--store", store, "--by", "ann", "--for", "3 sessions"])
        #expect(ack.code == 0 && ack.output == "acknowledged: by ann, until 2017-03-10T22:30:00Z\n")
        _ = try tick("2017-03-08", "2017-03-09")
        #expect(try nulls().state.string == "acknowledged" && nulls().notified.array.count == 1)
        #expect(try Program.run(["incidents", "close", id, "--store", store]).code == 64)
        let resolve = try Program.run(
            ["incidents", "resolve", id, "--store", store, "--by", "ann", "--reason", "known outage"])
        #expect(resolve.code == 0 && resolve.output.contains("by hand: ann resolves it: known outage"))
        #expect(try nulls().state.string == "resolved" && nulls().alerts[0].reason.string == "by hand")
        #expect(try Program.run(["incidents", "close", id, "--store", store, "--by", "bob"]).code == 0)
        #expect(try nulls().state.string == "closed")
        #expect(try Program.run(["ack", id, "--store", store]).code == 64)
        // It still breaches: the next session begins a new alert.
        _ = try tick("2017-03-10", "2017-03-10")
        #expect(
            try incidents().filter { $0.root["check"].string == "nulls" }.map(\.state.string) == ["closed", "open"])
        #expect(try Program.run(["audit", "verify", "--store", store]).code == 0)
    }

    @Test("silenced, nobody is told until it ends, and the reason is kept")
    func silence() throws {
        _ = try tick("2017-02-13", "2017-03-03")
        let made = try Program.run(
            [
                "silence", "--store", store, "--check", "nulls", "--until", "2017-03-09", "--by", "ann", "--reason",
                "backfill",
            ])
        #expect(made.code == 0 && made.output.contains("check=nulls"))
        _ = try tick("2017-03-06", "2017-03-09")
        #expect(try nulls().notified.array.isEmpty)
        let list = try Program.run(["silence", "list", "--store", store, "--format", "json"]).json.silences
        #expect(list[0].author.string == "ann" && list[0].matchers.check.string == "nulls")
        let audit = try Program.run(["audit", "list", "--store", store])
        #expect(audit.output.contains("not told") && audit.output.contains("silenced by ann"))
        _ = try tick("2017-03-10", "2017-03-10")
        #expect(try nulls().notified.array.map(\.team.string) == ["data-engineering", "data-science"])
        let more = ["--store", store, "--reason", "r", "--by", "ann"]
        #expect(try Program.run(["silence", "--for", "2 sessions"] + more).code == 64)
        #expect(
            try Program.run(["silence", "--check", "nulls", "--for", "2 sessions", "--store", store, "--reason", " "])
                .code == 64)
        #expect(
            try Program.run(["silence", "--check", "nulls", "--for", "2 sessions", "--at", "1995-01-01"] + more).code
                == 64)
        #expect(try Program.run(["silence", "--check", "nulls"] + more).code == 64)
        #expect(try Program.run(["silence", "--check", "nulls", "--until", "2017-01-01"] + more).code == 64)
        #expect(try Program.run(["silence", "--severity", "fatal", "--for", "2 sessions"] + more).code == 64)
        let end = try Program.run(["silence", "--owner", "data-science", "--for", "9 sessions"] + more)
        let id = try #require(end.output.firstMatch(of: /silence: ([0-9a-f]{12})/)).output.1
        #expect(try Program.run(["silence", "end", String(id), "--store", store]).code == 0)
        #expect(try Program.run(["silence", "end", String(id), "--store", store]).code == 64)
    }

    @Test("what a run wrote and could not say is said by the next, once, in either format")
    func pending() throws {
        for format in [[], ["--format", "json"]] {
            let store = files.directory.appending(path: "pending\(format.count)").path
            // Standard output is full: the decision is written, and nobody has heard of it.
            let first = try Program.run(
                [
                    "sh", "-c",
                    "exec \(Program.path) tick \(policy) --store \(store) --from 2017-02-13 --to 2017-03-07 --deliver >/dev/full",
                ],
                program: "/usr/bin/env")
            #expect(first.code == 66)
            let again =
                ["tick", policy, "--store", store, "--from", "2017-03-07", "--to", "2017-03-07", "--deliver"] + format
            let told = try Program.run(again)
            #expect(told.code == 0 && told.output.contains("/de/fire/1") || told.output.contains("nulls vix_close"))
            let nothing = try Program.run(again)
            #expect(nothing.code == 0 && !nothing.output.contains("nulls vix_close"))
        }
    }

    @Test("a source that cannot be read is said on standard error, and is in the audit")
    func unreadable() throws {
        try FileManager.default.removeItem(at: files.directory.appending(path: "market.csv"))
        let run = try tick("2017-02-13", "2017-02-14")
        #expect(run.code == 0 && run.errors.contains("market.csv") && run.output.contains("worst verdict: error"))
        #expect(try Program.run(["audit", "list", "--store", store]).output.contains("market.csv"))
    }

    @Test("routes test says who would be told, and sends nothing")
    func routes() throws {
        let json = try Program.run(["routes", "test", VerbTests.example, "--check", "nulls", "--format", "json"]).json
        #expect(
            json.routes.array.map { "\($0.severity.string) \($0.team.string) \($0.channels.strings)" } == [
                "warning data-engineering [\"de-slack\"]", "critical data-engineering [\"de-slack\", \"de-jira\"]",
            ])
        #expect(json.routes[0].first_step.string == "Inspect the data ingestion job")
        #expect(
            try Program.run(["routes", "test", VerbTests.example, "--check", "nuls"]).errors.contains(
                "did you mean \"nulls\""))
    }

    @Test("a store is checked, copied and made smaller")
    func maintenance() throws {
        _ = try tick("2016-06-01", "2017-03-31")
        let copy = files.directory.appending(path: "copy.sqlite").path
        #expect(try Program.run(["store", "backup", copy, "--store", store]).code == 0)
        #expect(try Program.run(["store", "backup", copy, "--store", store]).code == 66)
        let vacuum = try Program.run(["store", "vacuum", "--store", store, "--before", "2017-01-15"])
        #expect(vacuum.code == 0 && vacuum.output.contains("observations folded"))
        #expect(try Program.run(["store", "check", "--store", store]).output.contains("whole"))
        let head = try #require(
            try Program.run(["audit", "verify", "--store", store]).output.firstMatch(of: /head ([0-9a-f]{64})/)
        ).output.1
        #expect(try Program.run(["audit", "verify", "--store", store, "--head", String(head)]).code == 0)
        #expect(
            try Program.run(["audit", "verify", "--store", store, "--head", String(repeating: "a", count: 64)]).code
                == 2)
    }

    @Test("wrong usage is 64, no store 66, and a store of another deployment is refused")
    func wrong() throws {
        let missing = files.directory.appending(path: "none").path
        for verb in [
            ["incidents"], ["incidents", "show", "x"], ["audit", "verify"], ["store", "check"], ["ack", "x"],
        ] {
            let run = try Program.run(verb + ["--store", missing])
            #expect(run.code == 66 && run.errors.contains("there is no store here"), "\(verb)")
        }
        #expect(!FileManager.default.fileExists(atPath: missing))
        _ = try tick("2017-02-13", "2017-02-17")
        #expect(
            try Program.run(["tick", VerbTests.example, "--store", store, "--from", "2017-02-15", "--to", "2017-02-15"])
                .code == 66)
        #expect(try Program.run(["tick", policy]).code == 64)
        #expect(try Program.run(["tick", policy, "--store", store, "--deliver"]).code == 64)
        #expect(try tick("2017-02-14", "2017-02-13").code == 64)
        #expect(try Program.run(["incidents", "list", "--store", store, "--state", "asleep"]).code == 64)
        #expect(try Program.run(["incidents", "show", "zzz", "--store", store]).code == 64)
        // A Saturday has no instant.
        let saturday = try tick("2017-02-18", "2017-02-19")
        #expect(saturday.code == 0 && saturday.output.isEmpty)
        // Between the last instant and this span there are others.
        let gap = try tick("2017-03-01", "2017-03-02")
        #expect(gap.code == 64 && gap.errors.contains("--from 2017-02-21"))
        #expect(try Program.run(["ack", "", "--store", store]).code == 64)
        let other = files.directory.appending(path: "not-yet").path
        #expect(
            try Program.run(["tick", policy, "--store", other, "--from", "2017-02-14", "--to", "2017-02-13"]).code == 64
        )
        #expect(!FileManager.default.fileExists(atPath: other))
    }

    @Test("every shipped scenario holds")
    func scenarios() throws {
        let directory = Fixtures.repository.appending(path: "Scenarios")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix(".scenario") }.sorted()
        #expect(names.count >= 27)
        let run = try Program.run(["test"] + names.map { "Scenarios/\($0)" })
        #expect(run.code == 0, "\(run.output)")
        #expect(run.output.contains("\(names.count) of \(names.count) scenarios held"))
    }

    @Test("a scenario that does not hold says what was expected and what happened; a wrong one says where")
    func failingScenarios() throws {
        func test(_ text: String) throws -> Program.Result {
            try Program.run(["test", try files.write("# title\npolicy policy.yml\n" + text, as: "x.scenario")])
        }
        let calm = "from 2017-02-24\nto 2017-03-03\nchecks nulls\n"
        let wrong = try test(
            calm
                + "plant null sp500_close 2017-03-01..2017-03-02\nat 2017-03-02\n  expect nulls sp500_close fires critical\n"
        )
        #expect(wrong.code == 2)
        #expect(wrong.output.contains("− nulls sp500_close fires critical (line 8: expected, and did not happen)"))
        #expect(wrong.output.contains("+ nulls sp500_close fires warning (happened, and was not expected)"))
        for (text, part) in [
            ("plnt null x 2017-03-01\n", "x.scenario:6: \"plnt\" is none of"),
            ("plant null sp500_clse 2017-03-01\n", "did you mean \"sp500_close\""),
            ("at 2017-02-25\n  expect nulls sp500_close fires warning\n", "there is no tick on 2017-02-25"),
            ("at 2017-03-03\n  expect nuls sp500_close fires warning\n", "did you mean \"nulls\""),
            ("at 2017-03-03\n  expect nulls sp500_close burns\n", "nothing happens in these words"),
            ("at 2017-03-03\n  do remove drft\n", "no check that is looked at is called"),
            ("at 2017-03-03\n  do silence check=nulls until 2017-03-01 by ann: x\n", "before it begins"),
            ("from 2017-01-01\n", "a second line \"from\""), ("", "nothing is planted and nothing is expected"),
            ("plant null sp500_close 2016-03-01\n", "the fault changes nothing"),
        ] {
            let run = try test(calm + text)
            #expect(run.code == 65 && run.errors.contains(part), "\(text): \(run.code) \(run.errors) \(run.output)")
        }
        #expect(try Program.run(["test", "none.scenario"]).code == 66)
    }
}
