import Foundation
import TestSupport
import Testing

@Suite("Slips of the hand, crashes and hostile files around a store")
struct StoreFaultTests {
    @Test("a first tick that is killed at any point leaves nothing that the next cannot use")
    func killedAtBirth() throws {
        let small = try SmallStore()
        let arguments = ["tick", small.policy, "--from", "2024-01-02", "--to", "2024-01-04", "--store"]
        var kills = 0
        for attempt in 0..<40 {
            let store = small.files.directory.appending(path: "store-\(attempt)").path
            if try Program.kill(arguments + [store], after: 0.004 * Double(attempt)) { kills += 1 }
            let next = try Program.run(arguments + [store])
            #expect(next.code == 0, "\(attempt): \(next.errors)")
            #expect(try Program.run(["store", "check", "--store", store]).code == 0)
        }
        #expect(kills > 0)
    }

    @Test("a beginning of an id needs six characters, in every verb, and the error lists the candidates")
    func shortBeginnings() throws {
        let small = try SmallStore()
        #expect(try small.tick().code == 0)
        let id = try small.incident()
        for length in 1...5 {
            for verb in [
                ["ack"], ["incidents", "show"], ["incidents", "mitigate"], ["incidents", "resolve", "--reason", "r"],
                ["incidents", "close"], ["runbook", "show"], ["runbook", "run"],
                ["runbook", "done", "--step", "1"], ["runbook", "approve", "--step", "2", "--team", "b"],
                ["audit", "list", "--incident"], ["incidents", "list", "--after"],
            ] {
                let run = try Program.run(verb + [String(id.prefix(length)), "--store", small.store])
                #expect(run.code == 64 && run.errors.contains("at least 6 characters"), "\(verb): \(run.errors)")
                #expect(run.errors.contains(id))
            }
        }
        #expect(try small.run("incidents", "show", String(id.prefix(6))).code == 0)
        #expect(try small.run("ack", String(id.prefix(6))).code == 0)
    }

    @Test("a beginning of a freeze's id needs six characters too")
    func shortFreezes() throws {
        let small = try SmallStore()
        #expect(try small.tick().code == 0)
        #expect(try small.run("freeze", "--reason", "r").code == 0)
        let id = try small.run("freeze", "status", "--format", "json").json
        let text = try #require(id.freezes.array.first?.id.string)
        let short = try small.run("unfreeze", "--id", String(text.prefix(5)), "--reason", "r")
        #expect(short.code == 64 && short.errors.contains("at least 6 characters") && short.errors.contains(text))
        #expect(try small.run("unfreeze", "--id", String(text.prefix(6)), "--reason", "r").code == 0)
    }

    @Test("where too few files may be open, every verb says so and does nothing; a limit that can be raised is")
    func fewOpenFiles() throws {
        let small = try SmallStore()
        let verbs = [
            ["check", small.policy, "--as-of", "2024-01-04"], ["validate", small.policy], ["metrics"],
            ["profile", small.files.directory.appending(path: "feed.csv").path],
            ["tick", small.policy, "--store", small.store, "--from", "2024-01-02", "--to", "2024-01-04"],
            ["incidents", "list", "--store", small.store], ["outbox", "send", "--store", small.store],
        ]
        for limit in [5, 8, 12, 16, 24, 32] {
            for verb in verbs {
                let script = "ulimit -n \(limit); exec \"$0\" \"$@\""
                let run = try Program.run(
                    ["-c", script, Program.path] + verb, in: small.files.directory, program: "/bin/sh")
                #expect(run.code == 66, "\(limit) \(verb): \(run.code) \(run.errors)")
                #expect(run.errors.contains("more files can be opened") && run.errors.contains("ulimit -n 1024"))
            }
        }
        #expect(!FileManager.default.fileExists(atPath: small.store))
        for verb in verbs {
            let script = "ulimit -Sn 12; exec \"$0\" \"$@\""
            let run = try Program.run(
                ["-c", script, Program.path] + verb, in: small.files.directory, program: "/bin/sh")
            #expect([0, 2].contains(run.code), "\(verb): \(run.code) \(run.errors)")
        }
    }

    @Test("an empty --store is wrong usage, and makes nothing")
    func emptyStore() throws {
        let small = try SmallStore()
        for store in ["", " "] {
            let run = try Program.run(["tick", small.policy, "--store", store], in: small.files.directory)
            #expect(run.code == 64 && run.errors.contains("--store is empty"))
        }
        #expect(
            try Set(FileManager.default.contentsOfDirectory(atPath: small.files.directory.path))
                == ["feed.csv", "policy.yml"])
    }

    @Test("a list of messages ends at its limit, says what follows, and any limit is taken")
    func pages() throws {
        let small = try SmallStore()
        #expect(try small.tick().code == 0)
        let keys = try small.run("outbox", "list", "--format", "json").json.messages.array.map(\.key.string)
        #expect(keys.count == 1)
        #expect(try small.run("ack", small.incident()).code == 0)
        for limit in ["1", "1000", "9223372036854775807"] {
            let run = try small.run("outbox", "list", "--limit", limit, "--format", "json")
            #expect(run.code == 0 && !run.errors.contains("There are more"))
        }
        #expect(try small.run("audit", "list", "--limit", "9223372036854775807").code == 0)
        #expect(try small.run("outbox", "list", "--limit", "0").code == 64)
    }

    @Test("commands that are printed are pasted into a shell, and work")
    func pasted() throws {
        let small = try SmallStore()
        let ticked = try small.tick(deliver: true)
        let id = try small.incident()
        /// Runs the one command of a text with the shell, by the built program.
        func paste(_ text: String) throws -> Program.Result {
            let command = try #require(text.firstMatch(of: /bellwether (.*)/)).output.1
            return try Program.run(
                ["-c", "exec \"$0\" \(command)", Program.path], in: small.files.directory, program: "/bin/sh")
        }
        #expect(try paste(ticked.output).output.contains("incident \(id)"))
        let manual = try small.run("runbook", "run", id)
        #expect(manual.code == 1 && manual.output.contains("--step 1"))
        #expect(try paste(manual.output).code == 0)
        let shown = try small.run("runbook", "show", id)
        let waits = try paste(shown.output)
        #expect(waits.code == 1 && waits.output.contains("--team b"))
        // Nobody approves what they asked for, so the pasted command gets a name.
        let approved = try paste(waits.output.replacing("\n", with: " --by somebody-else\n"))
        #expect(approved.code == 0, "\(approved.errors)")
        let unknown = try small.run("incidents", "show", "ffffffff")
        #expect(unknown.code == 64)
        #expect(try paste(unknown.errors).output.contains(id))
        let message = try small.run("outbox", "retry", "none")
        #expect(try paste(message.errors).output.contains(id))
    }

    @Test("pipes and links are refused at once")
    func pipes() throws {
        let small = try SmallStore()
        let pipe = small.files.directory.appending(path: "pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        for arguments in [
            ["validate", pipe], ["check", pipe], ["test", pipe], ["calendar", pipe], ["validate", "/dev/zero"],
        ] {
            let run = try Program.run(arguments)
            #expect(
                [65, 66].contains(run.code) && run.errors.contains("is no regular file"), "\(arguments): \(run.errors)")
        }
        try FileManager.default.removeItem(at: small.files.directory.appending(path: "feed.csv"))
        try FileManager.default.moveItem(atPath: pipe, toPath: small.files.directory.appending(path: "feed.csv").path)
        let check = try Program.run(["check", small.policy, "--as-of", "2024-01-04"], in: small.files.directory)
        #expect((check.output + check.errors).contains("is no regular file"))
    }

    @Test("a store in a directory that nobody may write to can be read")
    func readOnly() throws {
        let small = try SmallStore()
        #expect(try small.tick().code == 0)
        let id = try small.incident()
        // The superuser may write everywhere, so somebody else reads.
        let reader = getuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
        // The program where that reader may run it.
        let program = small.files.directory.appending(path: "bellwether").path
        try FileManager.default.copyItem(atPath: Program.path, toPath: program)
        for (path, mode) in [(small.files.directory.path, 0o755), (small.store, 0o555), (program, 0o755)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: small.store) }
        func read(_ arguments: String...) throws -> Program.Result {
            let words = reader + [program] + arguments + ["--store", small.store]
            return try Program.run(words, in: small.files.directory, program: "/usr/bin/env")
        }
        #expect(try read("incidents", "list").output.contains(id))
        #expect(try read("incidents", "show", id).code == 0)
        #expect(try read("runbook", "show", id).code == 0)
        #expect(try read("freeze", "status").output == "free: nothing is frozen\n")
        #expect(try read("outbox", "list").output.contains(id))
        #expect(try read("audit", "verify").code == 0)
        #expect(try read("store", "check").code == 0)
    }

    @Test("a message whose address is none is dead at once")
    func malformedSecret() throws {
        let rules = SmallStore.rules.replacing("{stdout: {}}", with: "{slack: {webhook: \"${HOOK_OF_TEST}\"}}")
        let small = try SmallStore(rules: rules)
        let secrets = ["HOOK_OF_TEST": "notaurl"]
        let doubts = try Program.run(["validate", small.policy], environment: secrets)
        #expect(doubts.code == 0 && doubts.output.contains("is no address"), "\(doubts.output)")
        #expect(!doubts.output.contains("notaurl"))
        _ = try Program.run(
            [
                "tick", small.policy, "--store", small.store, "--from", "2024-01-02", "--to", "2024-01-04", "--deliver",
                "--wait", "0 seconds",
            ], in: small.files.directory, environment: secrets)
        let dead = try small.run("outbox", "list", "--state", "dead", "--format", "json").json.messages.array
        #expect(dead.count == 1 && dead.first?.attempts.int == 1)
        #expect(dead.first?.reason.string.contains("is no address") == true)
    }
}
