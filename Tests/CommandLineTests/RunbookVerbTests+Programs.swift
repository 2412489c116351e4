import Foundation
import TestSupport
import Testing

// Programs of steps, and requests that cannot be followed.
extension RunbookVerbTests {
    // MARK: - Programs

    @Test("when its time is up, a program and what it started are stopped")
    func timeout() throws {
        try script("slow", "sleep 40 & echo $! > child.pid; echo begun; wait")
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let began = Date()
        let late = try run("runbook", "run", id, "--step", "7")
        #expect(late.code == 2 && late.output.contains("stopped: its time of 2 seconds was up"))
        #expect(late.output.contains("begun") && Date().timeIntervalSince(began) < 20)
        let text = try String(contentsOf: files.directory.appending(path: "child.pid"), encoding: .utf8)
        let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        let command = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
        #expect(!command.hasPrefix("sleep"))
    }

    @Test("a program sees no secret of a channel, has nothing to read, and what it says is kept without secrets")
    func surroundings() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let said = try run("runbook", "run", id, "--step", "8")
        #expect(said.code == 0)
        for line in [
            "BELLWETHER_SINCE=2017-03-06", "BELLWETHER_UNTIL=2017-03-15", "BELLWETHER_INCIDENT=\(id)",
            "BELLWETHER_SUBJECT=vix_close", "BELLWETHER_DEPLOYMENT=index", "the end of standard input", "oops",
            "MODEL_PORT=\(RunbookVerbTests.port)",
        ] { #expect(said.output.contains(line), "\(line)") }
        #expect(!said.output.contains("HOOK_OF_TEST") && !said.output.contains("s3cret-path"))
        let kept = try jobs(id, step: 8)[0].output.string
        #expect(kept.contains("…") && !kept.contains("s3cret-path"))
        for file in try FileManager.default.contentsOfDirectory(atPath: store) where file.hasPrefix("bellwether") {
            let bytes = try Data(contentsOf: URL(filePath: store).appending(path: file))
            #expect(bytes.range(of: Data("s3cret-path".utf8)) == nil, "\(file)")
        }
    }

    @Test("a program that says too much is stopped, and its beginning and end are kept")
    func tooMuch() throws {
        try script("says", "echo first; yes | head -c 30000000; sleep 20")
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let said = try run("runbook", "run", id, "--step", "8")
        #expect(said.code == 2 && said.output.contains("stopped: it wrote more than 16 MB"))
        let kept = try jobs(id, step: 8)[0].output.string
        #expect(kept.contains("first") && kept.contains("bytes are left out") && kept.utf8.count < 70_000)
    }

    @Test("what cannot be run says why")
    func cannotRun() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        try FileManager.default.removeItem(at: files.directory.appending(path: "says"))
        let absent = try run("runbook", "run", id, "--step", "8")
        #expect(absent.code == 2 && absent.output.contains("./says: there is no such file"))
        let lint = try Program.run(["validate", policy], in: files.directory)
        #expect(lint.output.contains("./says is not there, or is not executable"))
        _ = try files.write("#!/bin/sh\n", as: "says")
        #expect(try run("runbook", "run", id, "--step", "8").output.contains("chmod +x"))
        try script("says", "exit 7")
        let failed = try run("runbook", "run", id, "--step", "8")
        #expect(failed.code == 2 && failed.output.contains("failed: exit code 7"))
        try script("says", "kill -9 $$")
        #expect(try run("runbook", "run", id, "--step", "8").output.contains("ended by signal 9"))
    }

    // MARK: - What cannot be asked

    @Test("wrong usage says what would be right")
    func usage() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        for (arguments, words) in [
            (["runbook", "run", "zzz"], "there is no incident \"zzz\""),
            (["runbook", "run", id, "--step", "9"], "has no step 9; it has 8 steps"),
            (["runbook", "show", id, "--step", "0"], "has no step 0"),
            (["runbook", "run", id, "--runbook", "drift"], "there are: ingestion"),
            (["runbook", "done", id, "--step", "2"], "step 2 is not for a person"),
            (["runbook", "approve", id, "--step", "5", "--team", "mlops"], "does not wait for an approval"),
            (["freeze", "--reason", " "], "--reason is empty"),
            (["freeze", "--reason", "r", "--scope", "world"], "is none of promotion, all"),
            (["freeze", "--reason", "r", "--for", "a while"], "--for"),
            (["unfreeze", "--reason", "r", "--id", "abc"], "no freeze abc is in force"),
        ] {
            let result = try Program.run(arguments + ["--store", store], in: files.directory)
            #expect(result.code == 64 && result.errors.contains(words), "\(arguments): \(result.errors)")
        }
        let shown = try run("runbook", "show", "drift")
        #expect(shown.code == 0 && shown.output.contains("1. Pause new deployments · freeze"))
    }

    @Test("whether something is frozen cannot be known without a store that can be read")
    func unknownFreeze() throws {
        let nothing = try run("freeze", "status")
        #expect(nothing.code == 3 && nothing.errors.contains("unknown"))
        try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
        _ = try files.write("not a database, and long enough to be read as one", as: "store/bellwether.sqlite")
        #expect(try run("freeze", "status").code == 3)
    }

    @Test("diagnose needs no store, and says what it cannot do")
    func diagnose() throws {
        let whole = try Program.run(
            ["diagnose", policy, "--as-of", "2017-03-22", "--format", "json"], in: files.directory)
        #expect(try whole.code == 0 && whole.json.features.array.count == 4)
        let wrong = try Program.run(["diagnose", policy, "--source", "markt"], in: files.directory)
        #expect(wrong.code == 64 && wrong.errors.contains("did you mean \"market\"?"))
        let early = try Program.run(["diagnose", policy, "--as-of", "1990-02-01"], in: files.directory)
        #expect(early.code == 3 && early.errors.contains("window"))
    }
}
