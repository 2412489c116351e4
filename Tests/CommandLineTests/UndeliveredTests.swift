import Foundation
import TestSupport
import Testing

@Suite("What cannot be delivered, on the command line")
struct UndeliveredTests {
    private let files: TemporaryFiles
    private let store: String

    /// Half of the last two values are null on 3 January, both on the 4th, none on the 8th.
    init() throws {
        files = try TemporaryFiles()
        store = files.directory.appending(path: "store").path
        _ = try files.write(
            "date,x\n2024-01-02,1\n2024-01-03,\n2024-01-04,\n2024-01-05,1\n2024-01-08,1\n", as: "feed.csv")
    }

    private func write(_ channels: String, routes: String = "{warning: hook, critical: hook}", more: String = "") throws
    {
        _ = try files.write(
            """
            version: 1
            deployment: d
            sources: {s: {csv: feed.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
            checks:
              - {name: blank, metric: null_percent, of: x, window: 2 sessions, warning: above 40, critical: above 60,
                 owner: a, runbook: r}
            runbooks: {r: [{manual: Look}]}
            teams: {a: {channels: \(routes)}}
            channels:
            \(channels)
            \(more)
            """, as: "policy.yml")
    }

    private func hook(_ receiver: LocalReceiver, _ name: String = "hook") -> String {
        "  \(name): {webhook: {url: \"http://127.0.0.1:\(receiver.port)/hook\", secret: \"${KEY_OF_TEST}\"}}\n"
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(
            arguments + ["--store", store], in: files.directory,
            environment: ["KEY_OF_TEST": "a-key-of-this-test"].merging(environment) { $1 })
    }

    private func tick(_ day: String, _ more: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(
            [
                "tick", "policy.yml", "--store", store, "--deliver", "--from", "2024-01-02", "--to", "2024-01-\(day)",
                "--wait", "0 seconds",
            ] + more, in: files.directory,
            environment: ["KEY_OF_TEST": "a-key-of-this-test"].merging(environment) { $1 })
    }

    @Test(
        "a page that is refused for good shows in every run until somebody has handled it",
        arguments: [401, 403, 404, 410])
    func refused(_ status: Int) throws {
        let receiver = try LocalReceiver(.status(status))
        defer { receiver.end() }
        try write(hook(receiver))
        let first = try tick("03")
        #expect(first.code == 4 && first.output.contains("1 message, 1 not delivered"), "\(first.output)")
        #expect(first.errors.contains("not delivered: 1 message to hook (incident "), "\(first.errors)")
        #expect(first.errors.contains("HTTP \(status): said"))
        // Nothing is due, and it is said all the same.
        let again = try tick("03", "--format", "json")
        let lost = try again.json.undelivered.array
        #expect(
            again.code == 4 && lost.count == 1 && lost[0].channel.string == "hook" && lost[0].state.string == "dead")
        #expect(receiver.heard.count == 1)
        let incident = try #require(try run("incidents", "list", "--format", "json").json.incidents.array.first)
        #expect(incident.notified.array.map(\.state.string) == ["dead"])
        #expect(try run("incidents", "list").output.contains("a (not delivered)"))
        #expect(try run("incidents", "show", incident.id.string).output.contains("not delivered: "))
        #expect(try run("outbox", "list").code == 4 && run("outbox", "send").code == 4)
        let key = try #require(lost[0]["keys"].strings.first)
        let dropped = try run("outbox", "drop", key, "--reason", "told by telephone")
        #expect(dropped.code == 0 && dropped.errors.isEmpty, "\(dropped.errors)")
        #expect(try run("outbox", "send").code == 0 && run("outbox", "list").code == 0)
        #expect(try run("store", "check").code == 0)
    }

    @Test("a page that was refused and is sent again by hand is handled")
    func retried() throws {
        let receiver = try LocalReceiver(.status(404))
        defer { receiver.end() }
        try write(hook(receiver))
        #expect(try tick("03").code == 4)
        receiver.answers(.status(200))
        #expect(try run("outbox", "retry", "--all").code == 0)
        #expect(try tick("03").code == 0)
        #expect(try run("incidents", "list").output.contains("not delivered") == false)
    }

    @Test("of a tick of the past, of which nothing is sent, nothing is undelivered")
    func past() throws {
        try write("  hook: {webhook: {url: \"http://127.0.0.1:1/\", secret: \"${NO_SUCH_KEY}\"}}")
        let past = try run("tick", "policy.yml", "--from", "2024-01-02", "--to", "2024-01-08", "--format", "json")
        #expect(try past.code == 0 && past.json.undelivered.array.isEmpty)
    }

    @Test("a channel without its secret keeps its own messages back, and nothing else")
    func absentSecret() throws {
        let (one, other) = (try LocalReceiver(), try LocalReceiver())
        defer { for receiver in [one, other] { receiver.end() } }
        try write(
            hook(one) + "  bell: {webhook: {url: \"http://127.0.0.1:\(other.port)/\", secret: \"${BELL_OF_TEST}\"}}\n",
            routes: "{warning: [bell, hook], critical: [bell, hook]}")
        let run = try tick("03")
        #expect(run.code == 4 && run.errors.contains("BELL_OF_TEST, which is not set"), "\(run.errors)")
        #expect(run.errors.contains("1 message to bell waits: a setting of it is absent"))
        #expect(one.heard.count == 1 && other.heard.isEmpty)
        let next = try tick("08", environment: ["BELL_OF_TEST": "another-key"])
        #expect(next.code == 0 && next.errors.isEmpty, "\(next.errors)")
        // Fire, the rise, and the end.
        #expect(one.heard.count == 3 && other.heard.count == 3)
    }

    @Test("a receiver that never answers holds up one run for one attempt, and no other channel")
    func silent() throws {
        let (mute, hearing) = (try LocalReceiver(.silence), try LocalReceiver())
        defer { for receiver in [mute, hearing] { receiver.end() } }
        let columns = ["a", "b", "c", "d", "e", "f", "g", "h"]
        _ = try files.write(
            "date,\(columns.joined(separator: ","))\n2024-01-02,1,1,1,1,1,1,1,1\n2024-01-03,,,,,,,,\n", as: "wide.csv")
        let sources = columns.map {
            "  s\($0): {csv: wide.csv, time: date, columns: [{name: date, type: date}, {name: \($0), type: number}]}"
        }
        let checks = columns.map {
            "  - {name: n\($0), metric: null_percent, of: \($0), window: 1 session, critical: above 60, owner: a, runbook: r}"
        }
        _ = try files.write(
            """
            version: 1
            deployment: d
            sources:
            \(sources.joined(separator: "\n"))
            checks:
            \(checks.joined(separator: "\n"))
            runbooks: {r: [{manual: Look}]}
            teams: {a: {channels: {critical: [mute, hook]}}}
            channels:
            \(hook(mute, "mute") + hook(hearing))
            """, as: "policy.yml")
        let began = Date()
        let run = try tick("03")
        #expect(Date().timeIntervalSince(began) < 30)
        #expect(run.code == 0 && run.errors.contains("8 messages to mute wait: no answer"), "\(run.errors)")
        #expect(mute.heard.count == 1 && hearing.heard.count == 8)
    }

    @Test("an answer that is no HTTP ends no run, and the next instant is decided", arguments: ["000", "042", "099"])
    func noHTTP(_ status: String) throws {
        let receiver = try LocalReceiver(.raw("HTTP/1.1 \(status) x\r\nContent-Length: 1\r\n\r\nx"))
        defer { receiver.end() }
        try write(hook(receiver))
        let run = try tick("04")
        #expect(run.code == 0 && run.errors.contains("no answer"), "\(run.code) \(run.errors)")
        #expect(
            try self.run("incidents", "list", "--format", "json").json.incidents.array.map(\.severity.string) == [
                "critical"
            ])
    }

    @Test(
        "a receiver that takes what it refused before hears of an incident that is still open, and of its end",
        arguments: ["04", "05"])
    func mended(_ day: String) throws {
        let receiver = try LocalReceiver(.status(404))
        defer { receiver.end() }
        try write(hook(receiver))
        #expect(try tick("03").code == 4)
        if day == "05" { #expect(try tick("04").code == 4) }
        let before = receiver.heard.count
        receiver.answers(.status(200))
        let run = try tick(day)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let heard = try receiver.heard.dropFirst(before).map { try JSON.parse(Data($0.utf8)) }
        #expect(heard.map(\.kind.string) == ["fire"] && heard.map(\.severity.string) == ["critical"])
        _ = try tick("08")
        let all = try receiver.heard.dropFirst(before).map { try JSON.parse(Data($0.utf8)) }
        #expect(all.map(\.kind.string) == ["fire", "resolve"])
        #expect(try self.run("store", "check").code == 0 && self.run("audit", "verify").code == 0)
    }

    @Test("while it is refused, a fallback is told once, and of the rise")
    func fallback() throws {
        let (refusing, spare) = (try LocalReceiver(.status(403)), try LocalReceiver())
        defer { for receiver in [refusing, spare] { receiver.end() } }
        try write(hook(refusing) + hook(spare, "spare"), more: "alerting: {fallback: spare}")
        for day in ["03", "04", "05"] { #expect(try tick(day).code == 4) }
        // The fire, what has become critical, and nothing on the 5th, when it was refused a third time.
        let kinds = try spare.heard.map { try JSON.parse(Data($0.utf8)).kind.string }
        #expect(kinds == ["fire", "update"] && refusing.heard.count == 3)
        #expect(try run("outbox", "list", "--state", "dead", "--format", "json").json.messages.array.count == 1)
        #expect(try run("incidents", "list").output.contains("a (not delivered on hook)"))
    }

    @Test("Alertmanager, which forgets, is told again what goes on, and of the end once more")
    func forgetful() throws {
        let receiver = try LocalReceiver(.json(200, "{}"))
        defer { receiver.end() }
        try write("  hook: {alertmanager: {url: \"http://127.0.0.1:\(receiver.port)\"}}\n")
        func told() throws -> [[Bool]] {
            try receiver.heard.map { body in
                try JSON.parse(Data(body.utf8)).array.map { $0.endsAt.string > "2025" }
            }
        }
        _ = try tick("03")
        #expect(try told() == [[true]])
        _ = try tick("03")
        _ = try run("outbox", "send")
        #expect(try told() == [[true], [true], [true]])
        _ = try tick("08")
        // The critical that began, the warning that is over, and the end of both.
        let end = [[true], [true], [true], [true, false], [false, false]]
        #expect(try told() == end)
        for _ in 0..<3 { #expect(try run("outbox", "send").code == 0) }
        #expect(try told() == end + [[false, false]])
    }

    @Test("a channel that has got another name is told of the end of what it was told")
    func renamed() throws {
        let receiver = try LocalReceiver()
        defer { receiver.end() }
        try write(hook(receiver))
        _ = try tick("04")
        try write(hook(receiver, "bell"), routes: "{warning: bell, critical: bell}")
        let run = try tick("08")
        #expect(run.code == 0, "\(run.errors)")
        let kinds = try receiver.heard.map { try JSON.parse(Data($0.utf8)).kind.string }
        #expect(kinds == ["fire", "update", "resolve"])
    }

    @Test("a channel that is gone is told of the end by its references, and its name means nothing to another kind")
    func reused() throws {
        let pager = try LocalReceiver(.json(202, "{\"status\": \"success\"}"))
        let hearing = try LocalReceiver()
        defer { for receiver in [pager, hearing] { receiver.end() } }
        try write(
            "  hook: {pagerduty: {url: \"http://127.0.0.1:\(pager.port)/\", routing_key: \"${KEY_OF_TEST}\"}}\n")
        _ = try tick("03")
        try write(hook(hearing))
        let run = try tick("08")
        #expect(run.code == 0, "\(run.errors)")
        let actions = try pager.heard.map { try JSON.parse(Data($0.utf8)).event_action.string }
        #expect(actions.last == "resolve" && hearing.heard.isEmpty)
        #expect(actions.count == 3)
    }

    @Test("where even the reference leads nowhere, what is to be closed by hand is named")
    func closeByHand() throws {
        let pager = try LocalReceiver(.json(202, "{\"status\": \"success\"}"))
        let hearing = try LocalReceiver()
        defer { for receiver in [pager, hearing] { receiver.end() } }
        try write("  hook: {pagerduty: {url: \"http://127.0.0.1:\(pager.port)/\", routing_key: \"${OLD_KEY}\"}}\n")
        _ = try tick("04", environment: ["OLD_KEY": "an-old-key"])
        try write(hook(hearing))
        let run = try tick("08")
        let id = try #require(try self.run("incidents", "list", "--format", "json").json.incidents.array.first).id
            .string
        #expect(run.code == 4 && run.errors.contains("close the incident \(id) on pagerduty by hand"), "\(run.errors)")
        #expect(run.errors.contains("OLD_KEY") && hearing.heard.isEmpty)
    }
}
