import Foundation
import TestSupport
import Testing

@Suite("Runbooks and freezes on the command line")
struct RunbookVerbTests {
    let files: TemporaryFiles
    let policy: String
    var store: String { files.directory.appending(path: "store").path }

    /// The shipped history up to 2017 with the scripts of the example, and a feed of it that a test breaks.
    init() throws {
        files = try TemporaryFiles()
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
                refresh: [./ingest]
                columns:
                  - {name: date, type: date}
                  - {name: sp500_close, type: number, min: 0}
                  - {name: sp500_volume, type: integer, min: 0}
                  - {name: vix_close, type: number, min: 0}
            checks:
              - {name: nulls, metric: null_percent, of: vix_close, window: 252 sessions,
                 warning: above 0.5, critical: above 2, owner: data-engineering, runbook: ingestion}
              - {name: drift, metric: psi, as: log_return, of: sp500_close, window: 63 sessions,
                 baseline: {sessions: 252, before: window}, critical: above 0.01, owner: data-science, runbook: drift}
              - {name: freshness, metric: sessions_behind, of: market, critical: above 1, owner: data-engineering,
                 runbook: late-data}
            runbooks:
              ingestion:
                - {manual: Inspect the data ingestion job}
                - {command: [./ingest, --backfill, "{{since}}"], timeout: 10 minutes, idempotent: true}
                - {command: [./restart], title: Restart the model, timeout: 2 minutes, idempotent: true}
                - {action: port_check, port: PORT, process: serve}
                - {command: [./redeploy], title: Redeploy if required, approval: mlops}
                - {command: [./slow, "{{job}}"], title: Take a while, timeout: 1 minute, idempotent: true}
                - {command: [./slow, once], title: Take a while once, timeout: 2 seconds}
                - {command: [./says], title: Say what it sees}
              drift:
                - {action: freeze, title: Pause new deployments}
                - {action: drift_diagnosis}
                - {action: compare_with_baseline}
              late-data:
                - {manual: Verify the ETL schedule}
                - {action: refresh, title: Trigger a manual refresh}
            teams:
              data-engineering: {channels: {warning: [de], critical: [de]}}
              data-science: {channels: {critical: [de]}}
              mlops: {channels: {critical: [de]}}
            channels: {de: {slack: {webhook: "${HOOK_OF_TEST}"}}}

            """.replacing("PORT", with: String(RunbookVerbTests.port)), as: "policy.yml")
        for name in ["ingest", "restart", "redeploy", "serve"] {
            try FileManager.default.createSymbolicLink(
                at: files.directory.appending(path: name),
                withDestinationURL: Fixtures.repository.appending(path: "Examples/sp500/\(name)"))
        }
        try script("slow", "echo $$ > slow.pid; date +%s.%N >> slow.log; exec sleep 30")
        try script(
            "says",
            "env; cat; echo \"the end of standard input\"; echo \"https://hooks.example.com/s3cret-path\"; echo oops >&2"
        )
        try feed { row in
            ("2017-03-06"..."2017-03-15").contains(row.prefix(10))
                ? row.split(separator: ",").dropLast().joined(separator: ",") + "," : row
        }
    }

    /// Different for each run of the tests.
    static let port = 20_000 + Int(getpid()) % 20_000

    func script(_ name: String, _ body: String) throws {
        let path = try files.write("#!/bin/sh\n\(body)\n", as: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    func feed(_ change: (String) -> String?) throws {
        let rows = try String(
            contentsOf: Fixtures.repository.appending(path: "Examples/sp500/market.csv"), encoding: .utf8
        ).split(separator: "\n").map(String.init)
        let kept = [rows[0]] + rows.dropFirst().filter { $0 < "2017-12" }.compactMap(change)
        _ = try files.write(kept.joined(separator: "\n") + "\n", as: "market.csv")
    }

    var environment: [String: String] {
        [
            "MODEL_PORT": "\(RunbookVerbTests.port)", "MARKET_UNTIL": "2017-11-30",
            "HOOK_OF_TEST": "https://hooks.example.com/s3cret-path",
        ]
    }

    func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(arguments + ["--store", store], in: files.directory, environment: environment)
    }

    func tick(_ from: String, _ to: String) throws {
        let result = try run("tick", policy, "--from", from, "--to", to)
        #expect(result.code == 0, "\(result.errors)")
    }

    func incident(_ check: String) throws -> JSON {
        try #require(
            try run("incidents", "list", "--format", "json").json.incidents.array.first {
                $0.root["check"].string == check
            })
    }

    func jobs(_ id: String, step: Int) throws -> [JSON] {
        try run("runbook", "show", id, "--format", "json").json.steps.array[step - 1].jobs.array
    }

    // MARK: - The four runbooks

    @Test("ingestion: a person looks, the missing values are backfilled, and the next ticks resolve the incident")
    func ingestion() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let manual = try run("runbook", "run", id)
        #expect(manual.code == 1 && manual.output.contains("Inspect the data ingestion job"))
        #expect(manual.output.contains("runbook done \(id) --step 1"))
        #expect(try run("runbook", "done", id, "--step", "1", "--note", "the job was stuck", "--by", "ann").code == 0)
        let list = try run("runbook", "list")
        #expect(list.output.contains("2 of 8: Run ./ingest"))
        let backfill = try run("runbook", "run", id, "--by", "ann")
        // The first null of the window, which is a session before the alert began.
        #expect(backfill.code == 0 && backfill.output.hasPrefix("$ ./ingest --backfill 2017-03-06\n"))
        #expect(backfill.output.contains("8 of them repaired") && backfill.output.hasSuffix("Run ./ingest: done\n"))
        let job = try jobs(id, step: 2)[0]
        #expect(job.state.string == "done" && job.attempts.int == 1 && job.requested_by.string == "ann")
        #expect(job.output.string.contains("8 of them repaired"))
        try tick("2017-03-16", "2017-03-17")
        #expect(try incident("nulls").state.string == "resolved")
        let shown = try run("incidents", "show", id).output
        for what in ["step done", "step begun", "the job was stuck", "alert resolved"] {
            #expect(shown.contains(what), "\(what)")
        }
        #expect(try run("audit", "verify").code == 0 && run("store", "check").code == 0)
    }

    @Test("drift: a freeze, the diagnosis and the comparison, each kept with its job")
    func drift() throws {
        try tick("2017-02-13", "2017-02-21")
        let id = try incident("drift").id.string
        let free = try run("freeze", "status")
        #expect(free.code == 0 && free.output == "free: nothing is frozen\n")
        #expect(try run("runbook", "run", id, "--by", "ann").code == 0)
        let frozen = try run("freeze", "status", "--format", "json")
        let freeze = try frozen.json.freezes[0]
        #expect(frozen.code == 2 && freeze.incident.string == id && freeze.by.string == "ann")
        // Five sessions after 21 February.
        #expect(freeze.until.string == "2017-02-28T22:30:00Z" && freeze.scope.string == "promotion")
        let diagnosis = try run("runbook", "run", id)
        #expect(diagnosis.code == 0 && diagnosis.output.contains("drift diagnosis of market"))
        for part in ["moved most", "Where each series changed", "most similar periods", "contribution of each bin"] {
            #expect(diagnosis.output.contains(part), "\(part)")
        }
        let comparison = try run("runbook", "run", id)
        #expect(comparison.code == 0 && comparison.output.contains("beside its baseline"))
        #expect(try jobs(id, step: 2)[0].output.string.contains("moved most"))
        let over = try run("runbook", "run", id)
        #expect(over.code == 64 && over.errors.contains("all steps of \"drift\" are done"))
        // Again renews the freeze of the incident.
        #expect(try run("runbook", "run", id, "--step", "1", "--by", "bob").code == 0)
        #expect(try run("freeze", "status", "--format", "json").json.freezes.array.count == 1)
        let lifted = try run("unfreeze", "--reason", "no drift", "--by", "cem")
        #expect(lifted.code == 0 && lifted.output.contains("by cem: no drift"))
        #expect(try run("freeze", "status").code == 0)
        #expect(try run("unfreeze", "--reason", "again").code == 64)
    }

    @Test("late data: the source is fetched again, and says how far it is")
    func refresh() throws {
        try feed { $0 < "2017-03-20" ? $0 : nil }
        try tick("2017-02-13", "2017-03-22")
        let id = try incident("freshness").id.string
        #expect(try run("runbook", "done", id, "--step", "1").code == 0)
        let fetched = try run("runbook", "run", id)
        #expect(fetched.code == 0, "\(fetched.errors)")
        #expect(fetched.output.contains("market before: 6853 rows, the latest of 2017-03-17, 3 sessions behind"))
        #expect(fetched.output.contains("the latest of 2017-03-22, 0 sessions behind"))
        let again = try run("runbook", "run", id, "--step", "2")
        #expect(again.code == 0 && again.output.contains("0 of them repaired"))
        try tick("2017-03-23", "2017-03-23")
        #expect(try incident("freshness").state.string == "resolved")
    }

    @Test("endpoint: restart, port check, and a redeployment that somebody else approves")
    func endpoint() throws {
        defer { stopModel() }
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let nobody = try run("runbook", "run", id, "--step", "4")
        #expect(nobody.code == 0 && nobody.output.contains("nothing listens on port \(RunbookVerbTests.port)"))
        let restart = try run("runbook", "run", id, "--step", "3")
        #expect(restart.code == 0 && restart.output.contains("answers on port \(RunbookVerbTests.port)"), "\(restart)")
        let held = try run("runbook", "run", id, "--step", "4")
        #expect(held.code == 0 && held.output.contains("is held by serve, as expected") == false)
        #expect(
            held.output.contains("/serve --port \(RunbookVerbTests.port)") && held.output.contains("expected: serve"))
        // It outlived the step that started it, and is replaced by the next.
        let first = try model()
        #expect(try run("runbook", "run", id, "--step", "3").output.contains("stopped process \(first)"))
        #expect(try model() != first)

        let asked = try run("runbook", "run", id, "--step", "5", "--by", "ann")
        #expect(asked.code == 1 && asked.output.contains("awaits approval"))
        let own = try run("runbook", "approve", id, "--step", "5", "--team", "mlops", "--by", "ann")
        #expect(own.code == 64 && own.errors.contains("nobody approves what they asked for themselves"))
        #expect(try run("runbook", "approve", id, "--step", "5", "--team", "data-science", "--by", "bob").code == 64)
        let approved = try run("runbook", "approve", id, "--step", "5", "--team", "mlops", "--by", "bob")
        #expect(approved.code == 0 && approved.output.contains("is deployed"))
        #expect(try jobs(id, step: 5)[0].approved_by.string == "bob")
    }

    @Test("a port that somebody else holds is a conflict that names both")
    func conflict() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let stranger = Process()
        stranger.executableURL = URL(filePath: "/usr/bin/env")
        stranger.arguments = ["python3", "-m", "http.server", "\(RunbookVerbTests.port + 1)", "--bind", "127.0.0.1"]
        stranger.standardOutput = FileHandle.nullDevice
        stranger.standardError = FileHandle.nullDevice
        try stranger.run()
        defer { kill(stranger.processIdentifier, SIGKILL) }
        let text = try String(contentsOfFile: policy, encoding: .utf8)
        _ = try files.write(
            text.replacing("port: \(RunbookVerbTests.port)", with: "port: \(RunbookVerbTests.port + 1)"),
            as: "policy.yml")
        var check = try run("runbook", "run", id, "--step", "4")
        for _ in 0..<100 where check.code == 0 {
            Thread.sleep(forTimeInterval: 0.1)
            check = try run("runbook", "run", id, "--step", "4")
        }
        #expect(check.code == 2)
        #expect(check.output.contains("port conflict: process \(stranger.processIdentifier) of "))
        #expect(check.output.contains("http.server") && check.output.contains("expected serve"))
    }

    func model() throws -> String {
        try String(contentsOf: files.directory.appending(path: ".model/pid"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func stopModel() {
        if let id = try? pid_t(model()) { kill(id, SIGKILL) }
    }

    // MARK: - Interruptions

    /// Starts a step, and kills Bellwether once its program runs.
    /// - Returns: the program, which lives on.
    func interrupt(_ id: String, step: Int) throws -> pid_t {
        let file = files.directory.appending(path: "slow.pid")
        try? FileManager.default.removeItem(at: file)
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = ["runbook", "run", id, "--step", "\(step)", "--store", store]
        process.currentDirectoryURL = files.directory
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        var found: pid_t?
        for _ in 0..<300 where found == nil {
            Thread.sleep(forTimeInterval: 0.05)
            found = (try? String(contentsOf: file, encoding: .utf8)).flatMap {
                pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        // Others may write to the store meanwhile.
        #expect(try run("ack", id, "--by", "ann").code == 0)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return try #require(found)
    }

    @Test("killed, an idempotent step runs again under its key, but not beside what it left running")
    func interruptedIdempotent() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        let program = try interrupt(id, step: 6)
        defer { kill(program, SIGKILL) }
        let beside = try run("runbook", "run", id, "--step", "6")
        #expect(beside.code == 64 && beside.errors.contains("step 6 runs already"))
        #expect(try jobs(id, step: 6)[0].state.string == "running")
        kill(program, SIGKILL)
        try script("slow", "echo again $1")
        for _ in 0..<100 where try jobs(id, step: 6)[0].state.string == "running" {
            Thread.sleep(forTimeInterval: 0.05)
        }
        #expect(try run("runbook", "show", id).output.contains("interrupted"))
        let again = try run("runbook", "run", id, "--step", "6")
        let job = try jobs(id, step: 6)[0]
        #expect(again.code == 0 && again.output.contains("again \(job.key.string)"))
        #expect(job.attempts.int == 2 && job.state.string == "done")
        #expect(try jobs(id, step: 6).count == 1)
    }

    @Test("killed, a step that is not idempotent is unknown, and asks a person")
    func interruptedOnce() throws {
        try tick("2017-02-13", "2017-03-15")
        let id = try incident("nulls").id.string
        kill(try interrupt(id, step: 7), SIGKILL)
        for _ in 0..<100 where try jobs(id, step: 7)[0].state.string == "running" {
            Thread.sleep(forTimeInterval: 0.05)
        }
        let lost = try run("runbook", "run", id, "--step", "7")
        #expect(lost.code == 2 && lost.output.contains("unknown"))
        let refused = try run("runbook", "run", id, "--step", "7")
        #expect(refused.code == 64 && refused.errors.contains("--again"))
        #expect(try run("runbook", "done", id, "--step", "7", "--note", "it had arrived").code == 0)
        #expect(try jobs(id, step: 7)[0].state.string == "done")
        let log = try String(contentsOf: files.directory.appending(path: "slow.log"), encoding: .utf8)
        #expect(log.split(separator: "\n").count == 1)
        #expect(try run("store", "check").code == 0)
    }
}
