import Foundation
import TestSupport
import Testing

@Suite("Channels on the command line")
struct ChannelVerbTests {
    private static let taken = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    private func small(_ channels: String) throws -> SmallStore {
        try SmallStore(rules: SmallStore.rules.replacing("{out: {stdout: {}}}", with: "{\(channels)}"))
    }

    private func validate(_ channel: String, environment: [String: String] = [:]) throws -> Program.Result {
        let small = try small("out: \(channel)")
        return try Program.run(["validate", small.policy], in: small.files.directory, environment: environment)
    }

    @Test(
        "settings that do not go together are refused, with what would be right",
        arguments: [
            ("{webhook: {url: \"https://h.example.com\", secret: \"${S}\", user: ann}}", "password is not"),
            ("{alertmanager: {url: \"https://a.example.com\", password: \"${S}\"}}", "user is not"),
            ("{alertmanager: {url: \"https://u:${P}@a.org\", user: u, password: \"${S}\"}}", "keep one of them"),
            ("{jira: {url: \"https://u:${P}@j.org\", user: u, token: \"${T}\", project: P}}", "user and token"),
            ("{smtp: {server: \"smtp://m\", from: a@x.org, to: b@x.org, user: u}}", "password is not"),
            ("HOOKheaders: {\"X Team\": a}}}", "no name of a header"),
            ("HOOKheaders: {Host: a}}}", "sends itself"),
            ("HOOKheaders: {A: a, a: b}}}", "twice"),
            ("HOOKheaders: {A: \"a\\r\\nB: c\"}}}", "control character"),
            ("{smtp: {server: \"smtp://m\", from: a@x.org, to: \"b@x.org, c@x.org\"}}", "to: [b@x.org, c@x.org]"),
            ("{slack: {webhook: \"${S}\", headers: {A: a}}}", "unknown key \"headers\""),
        ])
    func conflicts(_ channel: String, _ words: String) throws {
        let hook = "{webhook: {url: \"https://h.example.com\", secret: \"${S}\", "
        let run = try validate(channel.replacing("HOOK", with: hook))
        #expect(run.code == 65 && run.output.contains(words), "\(run.output)")
    }

    @Test("logins and headers are valid for receivers that want them; in clear they are a doubt")
    func logins() throws {
        let valid = try validate(
            "{webhook: {url: \"https://h.example.com\", secret: \"${S}\", user: u, password: \"${S}\", "
                + "headers: {X-Team: risk, X-Api-Key: \"${S}\"}}}", environment: ["S": "s3cret"])
        #expect(valid.code == 0 && !valid.output.contains("headers."), "\(valid.output)")
        let clear = try validate(
            "{alertmanager: {url: \"https://a.example.com\", headers: {Authorization: Bearer t0ken}}}")
        #expect(clear.code == 0 && clear.output.contains("headers.Authorization stands in the policy as it is"))
        #expect(!clear.output.contains("t0ken"))
    }

    @Test("a secret may be in a file of the directory that the environment names")
    func credentials() throws {
        let channel = "{slack: {webhook: {file: \"${CREDENTIALS_DIRECTORY}/slack\"}}}"
        let files = try TemporaryFiles()
        _ = try files.write("https://hooks.example.com/x\n", as: "slack")
        let place = files.directory.path
        let present = try validate(channel, environment: ["CREDENTIALS_DIRECTORY": place])
        #expect(!present.output.contains("nothing can be sent"))
        let absent = try validate(channel, environment: ["CREDENTIALS_DIRECTORY": ""])
        #expect(absent.output.contains("CREDENTIALS_DIRECTORY"), "\(absent.output)")
        let wrong = try validate(channel, environment: ["CREDENTIALS_DIRECTORY": "/nowhere"])
        #expect(wrong.output.contains("cannot be read"), "\(wrong.output)")
    }

    // MARK: - routes test --send

    @Test("a test message goes through the channels that are asked for, with what ends it, and touches nothing else")
    func trial() throws {
        let server = try LocalServer.http { _, body in
            body.contains("nothing is wrong") ? Self.taken : "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"
        }
        let small = try small(
            "out: {stdout: {}}, hook: {webhook: {url: \"http://127.0.0.1:\(server.port)\", secret: s}}")
        #expect(try small.tick().code == 0)
        let sent = try small.run("routes", "test", small.policy, "--send", "--channel", "hook", "--by", "ann")
        #expect(sent.code == 0, "\(sent.output)\(sent.errors)")
        #expect(sent.output == "hook (webhook), fire: delivered\nhook (webhook), resolve: delivered\n")
        #expect(server.lines.count { $0.hasPrefix("POST") } == 2)
        #expect(try small.run("incidents", "list", "--format", "json").json.incidents.array.count == 1)
        #expect(try small.run("outbox", "list", "--format", "json").json.messages.array.count == 1)
        let audit = try small.run("audit", "list").output
        #expect(audit.contains("hook (fire) by ann: delivered"), "\(audit)")
        #expect(try small.run("store", "check").code == 0)
        let team = try Program.run(["routes", "test", small.policy, "--send", "--team", "a"])
        #expect(team.code == 0 && team.output.contains("a test of the channel out: nothing is wrong"))
        #expect(team.output.contains("out (stdout), fire: delivered") && !team.output.contains("hook"))
        #expect(!team.output.contains("more: "), "there is no incident to show")
    }

    @Test("a channel that does not take it ends with 4 and its reason, without the secret that the receiver says back")
    func failedTrial() throws {
        let server = try LocalServer { connection in
            var said = ""
            while let line = connection.line(), !line.isEmpty { said += line }
            let body = "I do not know <\(said)>"
            connection.say("HTTP/1.1 403 Forbidden\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
        let small = try small(
            "hook: {webhook: {url: \"http://u:${P}@127.0.0.1:\(server.port)\", secret: \"${S}\", "
                + "headers: {X-Api-Key: \"${K}\"}}}, absent: {slack: {webhook: \"${ABSENT_HOOK}\"}}, out: {stdout: {}}")
        let run = try Program.run(
            ["routes", "test", small.policy, "--send", "--format", "json"], in: small.files.directory,
            environment: ["P": "pa55word", "S": "s3cret-key", "K": "ap1-key"])
        #expect(run.code == 4, "\(run.output)\(run.errors)")
        let tests = try run.json.tests.array
        #expect(tests.map(\.channel.string) == ["hook", "absent", "out"])
        #expect(tests.map(\.delivered.isTrue) == [false, false, true])
        #expect(tests[0].reason.string.hasPrefix("HTTP 403: I do not know"))
        #expect(tests[1].reason.string.contains("ABSENT_HOOK"))
        for secret in ["pa55word", "s3cret-key", "ap1-key", Data("u:pa55word".utf8).base64EncodedString()] {
            #expect(!(run.output + run.errors).contains(secret))
        }
    }

    @Test("wrong usage of a test says what would be right")
    func usage() throws {
        let small = try small("out: {stdout: {}}")
        for (arguments, words) in [
            (["--send", "--channel", "outt"], "did you mean"), (["--send", "--team", "c"], "there are a, b"),
            (["--send", "--channel", "out", "--team", "a"], "not both"), (["--channel", "out"], "belong to --send"),
            (["--send", "--show"], "neither"),
        ] {
            let run = try Program.run(["routes", "test", small.policy] + arguments)
            #expect(run.code == 64 && run.errors.contains(words), "\(arguments): \(run.errors)")
        }
    }

    // MARK: - Approvals

    @Test("the team that has to approve a step is told, and everything says whose approval is waited for")
    func approval() throws {
        let small = try SmallStore(
            rules: SmallStore.rules
                .replacing("b: {channels: {critical: [out]}}", with: "b: {channels: {warning: [desk]}}")
                .replacing("{out: {stdout: {}}}", with: "{out: {stdout: {}}, desk: {stdout: {}}}"))
        #expect(try small.tick(deliver: true).code == 0)
        let id = try small.incident()
        #expect(try small.run("runbook", "done", id, "--step", "1").code == 0)
        let asked = try small.run("runbook", "run", id, "--by", "ann")
        #expect(asked.code == 1, "\(asked.errors)")
        let place = "--store '\(small.store)'"
        let command = "bellwether runbook approve \(id) --step 2 --team b \(place)"
        let why = "why now: ann asks for step 2, Restart, and b has to approve it: \(command)"
        #expect(asked.output.contains(why), "\(asked.output)")
        let messages = try small.run("outbox", "list", "--format", "json").json.messages.array
        #expect(messages.map { "\($0.channel.string) \($0.kind.string)" } == ["out fire", "desk fire"])
        let list = try small.run("runbook", "list")
        #expect(list.output.contains("awaiting approval of b"), "\(list.output)")
        #expect(try small.run("runbook", "list", "--format", "json").json.incidents[0].awaits_approval_of.string == "b")
        let shown = try small.run("runbook", "show", id).output
        #expect(shown.contains("  next: \(command)\n") && shown.contains("somebody of b has to approve it; not ann"))
        // Asking twice is refused, and tells nobody twice.
        #expect(try small.run("runbook", "run", id, "--by", "ann").code == 64)
        #expect(try small.run("outbox", "list", "--format", "json").json.messages.array.count == 2)
        #expect(try small.run("runbook", "approve", id, "--step", "2", "--team", "b", "--by", "bob").code == 0)
        #expect(try small.run("store", "check").code == 0)
    }

    @Test("messages name the store by a path that holds everywhere, and answers as it was given")
    func paths() throws {
        let small = try small("out: {stdout: {}}")
        let ticked = try Program.run(
            [
                "tick", small.policy, "--store", "a store", "--from", "2024-01-02", "--to", "2024-01-04", "--deliver",
            ], in: small.files.directory)
        let id = try small.incident()
        let more = "more: bellwether incidents show \(id) --store '\(small.store)'"
        #expect(ticked.output.contains(more), "\(ticked.output)")
        let asked = try Program.run(["runbook", "run", id, "--store", "a store"], in: small.files.directory)
        #expect(asked.output.contains("--step 1 --store 'a store'"), "\(asked.output)")
    }
}
