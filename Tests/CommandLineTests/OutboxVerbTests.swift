import Foundation
import TestSupport
import Testing

@Suite("The outbox on the command line")
struct OutboxVerbTests {
    private let files: TemporaryFiles
    private let policy: String
    private var store: String { files.directory.appending(path: "store").path }

    /// A feed whose only value goes missing on one day, and channels on which nobody answers.
    init() throws {
        files = try TemporaryFiles()
        _ = try files.write(
            "date,x\n2024-01-02,1\n2024-01-03,1\n2024-01-04,\n2024-01-05,1\n", as: "feed.csv")
        policy = try files.write(
            """
            version: 1
            deployment: d
            sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
            alerting: {fallback: spare}
            checks: [{name: blank, metric: null_percent, of: x, window: 1 session, critical: above 50, owner: a, runbook: r}]
            runbooks: {r: [{manual: Look}]}
            teams: {a: {channels: {critical: [hook]}}}
            channels:
              hook: {webhook: {url: "http://127.0.0.1:1/${HOOK_OF_TEST}", secret: "${SECRET_OF_TEST}"}}
              spare: {stdout: {}}

            """, as: "policy.yml")
    }

    private let secrets = ["HOOK_OF_TEST": "s3cret-path", "SECRET_OF_TEST": "s3cret-key"]

    private func run(_ arguments: [String], _ environment: [String: String]? = nil) throws -> Program.Result {
        try Program.run(
            arguments + ["--store", store], in: files.directory, environment: environment ?? secrets)
    }

    private func tick(_ to: String) throws -> Program.Result {
        try run(["tick", policy, "--deliver", "--from", "2024-01-02", "--to", to, "--wait", "0 seconds"])
    }

    private func outbox(_ state: String) throws -> [JSON] {
        try run(["outbox", "list", "--state", state, "--format", "json"]).json.messages.array
    }

    @Test("what nobody takes waits with its reason, in order, and is sent by the next who tries")
    func waits() throws {
        let run = try tick("2024-01-05")
        #expect(run.code == 0 && run.errors.contains("2 messages to hook wait: no connection"))
        let pending = try outbox("pending")
        #expect(pending.map(\.kind.string) == ["fire", "resolve"])
        #expect(pending[0].attempts.int == 1 && !pending[0].next_attempt.isNull)
        #expect(pending[1].attempts.int == 0 && pending[1].next_attempt.isNull)
        let again = try self.run(["outbox", "retry", "--all"])
        #expect(again.code == 0 && again.output.contains("\(pending[0].key.string): pending"))
        let text = try self.run(["outbox", "list"]).output
        #expect(text.contains(pending[0].key.string) && text.contains("no connection"))
        let shown = [run, again].map { $0.output + $0.errors }.joined() + text
        #expect(!shown.contains("s3cret"))
        for file in try FileManager.default.contentsOfDirectory(atPath: store) where file.hasPrefix("bellwether") {
            let bytes = try Data(contentsOf: URL(filePath: store).appending(path: file))
            #expect(bytes.range(of: Data("s3cret".utf8)) == nil, "\(file)")
        }
    }

    @Test("the log names ticks, deliveries and commands on standard error, and no secret", arguments: ["text", "json"])
    func log(_ format: String) throws {
        let environment = secrets.merging(["BELLWETHER_LOG": "debug", "BELLWETHER_LOG_FORMAT": format]) { $1 }
        func run(_ arguments: [String]) throws -> Program.Result {
            try Program.run(arguments + ["--store", store], in: files.directory, environment: environment)
        }
        let tick = try run([
            "tick", policy, "--deliver", "--from", "2024-01-02", "--to", "2024-01-04", "--wait", "0 seconds",
        ])
        let incident = try #require(
            try JSON.parse(Data(run(["incidents", "list", "--format", "json"]).output.utf8)).incidents.array.first)
        // A person writes a secret down by mistake: it is in the answer to them, and not in the log.
        let resolved = try run([
            "incidents", "resolve", incident.id.string, "--by", "ann", "--reason", "the key s3cret-key was wrong",
        ])
        #expect(tick.code == 0 && resolved.code == 0 && resolved.output.contains("s3cret-key"))
        let parts =
            format == "text"
            ? [
                " info bellwether.deployment tick at=2024-01-04T",
                " deployment=d messages=1 opened=1 resolved=0 worst=critical",
                " info bellwether.delivery not delivered, to be tried again attempts=1 deployment=d key=",
            ]
            : [
                #""label":"bellwether.deployment","level":"info","message":"tick","metadata":{"at":"2024-01-04T"#,
                #""message":"not delivered, to be tried again","metadata":{"attempts":1,"deployment":"d","key":""#,
            ]
        for part in parts { #expect(tick.errors.contains(part), "\(part): \(tick.errors)") }
        #expect(resolved.errors.contains("the key … was wrong"), "\(resolved.errors)")
        #expect(!(tick.errors + resolved.errors).contains("s3cret"))
    }

    @Test("a level or a form that the log does not have is wrong usage, and nothing is done")
    func wrongLog() throws {
        for (name, value) in [("BELLWETHER_LOG", "loud"), ("BELLWETHER_LOG_FORMAT", "xml")] {
            let run = try run(["tick", policy], secrets.merging([name: value]) { $1 })
            #expect(run.code == 64 && run.output.isEmpty, "\(run.errors)")
            #expect(run.errors.hasPrefix("bellwether: \(name) \"\(value)\" is none of "))
            #expect(!FileManager.default.fileExists(atPath: store))
        }
    }

    @Test("a fire that is dropped takes its resolve with it, and the audit says who and why")
    func drop() throws {
        _ = try tick("2024-01-05")
        let key = try outbox("pending")[0].key.string
        let dropped = try run(["outbox", "drop", key, "--reason", "the team is gone", "--by", "ann"])
        #expect(dropped.code == 0 && dropped.output.contains("\(key): dropped"))
        #expect(try outbox("pending").isEmpty && outbox("dropped").count == 2)
        #expect(try run(["audit", "list"]).output.contains("by ann: the team is gone"))
        #expect(try run(["audit", "verify"]).code == 0)
        // It can be taken back, and what went with it comes back too.
        let requeued = try run(["outbox", "retry", key])
        #expect(try requeued.code == 0 && outbox("pending").count == 2)
        #expect(try run(["store", "check"]).code == 0)
    }

    @Test("a channel that is not in the policy any more is a dead letter, and is told on the fallback")
    func deadLetter() throws {
        _ = try tick("2024-01-04")
        let text = try String(contentsOfFile: policy, encoding: .utf8)
        _ = try files.write(
            text.replacing("  hook: {", with: "  book: {").replacing("[hook]", with: "[book]"), as: "policy.yml")
        let sent = try run(["outbox", "send", "--wait", "10 seconds"])
        #expect(sent.code == 4 && sent.errors.contains("dead letter: "), "\(sent.errors)")
        #expect(sent.output.contains("why now: hook could not be told: the policy has no channel of that name"))
        #expect(try outbox("dead").count == 1 && outbox("delivered").map(\.channel.string) == ["spare"])
    }

    @Test("an absent secret is an error where something is sent, with every one that is missing, and messages wait")
    func absent() throws {
        let tick = try run(
            ["tick", policy, "--deliver", "--from", "2024-01-02", "--to", "2024-01-05"], ["HOOK_OF_TEST": ""])
        #expect(tick.code == 4 && tick.errors.contains("HOOK_OF_TEST") && tick.errors.contains("SECRET_OF_TEST"))
        #expect(tick.errors.contains("policy.yml:9: error: "))
        #expect(try outbox("pending").map(\.attempts.int) == [0, 0])
        // A store of the past, on which nothing is sent, misses nothing.
        let past = try Program.run(
            ["tick", policy, "--store", "past", "--from", "2024-01-02", "--to", "2024-01-05"], in: files.directory)
        #expect(past.code == 0)
    }

    @Test("wrong usage says what would be right")
    func usage() throws {
        _ = try tick("2024-01-05")
        for (arguments, words) in [
            (["outbox", "retry"], "takes keys, or --all"), (["outbox", "retry", "x/y/z/1"], "there is no message"),
            (["outbox", "drop", "x", "--reason", " "], "--reason is empty"),
            (["outbox", "list", "--state", "lost"], "is none of pending"),
            (["outbox", "send", "--wait", "a while"], "is not a time such as"),
        ] {
            let result = try run(arguments)
            #expect(result.code == 64 && result.errors.contains(words), "\(arguments): \(result.errors)")
        }
    }

    @Test("routes test --show prints what a channel would be sent, and reads no secret")
    func show() throws {
        let shown = try Program.run(
            ["routes", "test", policy, "--show"], in: files.directory, environment: secrets)
        #expect(shown.code == 0 && shown.output.contains("POST http://127.0.0.1:1/${HOOK_OF_TEST}"))
        #expect(shown.output.contains("\"kind\":\"fire\"") && !shown.output.contains("s3cret"))
        let json = try Program.run(["routes", "test", policy, "--show", "--format", "json"], in: files.directory)
        #expect(json.code == 64)
    }
}
