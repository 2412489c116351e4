import Alerting
import Core
import Foundation
import PolicyFile
import Testing
import TradingCalendar

@Suite("Runbooks")
struct RunbookTests {
    private static let text = """
        version: 1
        deployment: d
        sources: {s: {csv: s.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
        checks: [{name: nulls, metric: null_percent, of: x, window: 5 sessions, critical: above 2, owner: a, runbook: r}]
        runbooks:
          r:
            - {manual: Look}
            - {command: [./fetch, "{{since}}"], idempotent: true}
            - {command: [./push], title: Push it}
            - {action: port_check, port: 5000, approval: b}
        teams: {a: {channels: {critical: [c]}}, b: {channels: {critical: [c]}}}
        channels: {c: {stdout: {}}}
        """

    private let now = Date(timeIntervalSince1970: 1_700_000_000)
    private let instant = Date(timeIntervalSince1970: 1_600_000_000)

    private func runbook(_ text: String = RunbookTests.text) throws -> Runbook {
        let policy = try #require(LoadedPolicy(text: text, path: "p.yml").policy)
        return try #require(policy.runbooks.first)
    }

    private func rules(_ jobs: [RunbookJob] = [], _ runbook: Runbook? = nil, isResolved: Bool = false) throws
        -> RunbookRules
    {
        let key = AlertKey(check: "nulls", subject: "x")
        var incident = Incident(
            id: "0123456789abcdef", openedAt: instant, occasion: .session(try #require(Day(iso: "2020-09-11"))),
            members: [
                .init(
                    key: key,
                    origin: .init(layer: .data, isIntegrity: true, names: ["s"], owners: ["a"], firstStep: "Look"),
                    severity: .critical, pendingAt: instant, firedAt: instant,
                    snapshot: .init(value: 3, threshold: 2, reason: "r", evidence: .stored("e")))
            ])
        if isResolved { incident.state = .resolved(at: now.addingTimeInterval(60)) }
        return RunbookRules(
            incident, about: key, runbook: try runbook ?? self.runbook(), jobs: jobs, now: now, instant: instant)
    }

    private func begun(_ step: Int, _ jobs: [RunbookJob] = []) throws -> RunbookJob {
        try rules(jobs).request(step, by: "ann", again: false).job
    }

    @Test("a step that is asked for runs, under a key of incident, runbook, version, step and number")
    func request() throws {
        let change = try rules().request(2, by: "ann", again: false)
        #expect(try change.job.key == "0123456789abcdef/r/\(runbook().version)/2/1")
        #expect(change.job.state == .running(since: now) && change.job.attempts == 1)
        #expect(change.audit.map(\.kind) == [.stepBegun] && change.audit[0].at == instant)
        #expect(change.audit[0].text == "Run ./fetch (\(change.job.key)): by ann")
        #expect(change.audit[0].check == "nulls" && change.audit[0].incident == "0123456789abcdef")
    }

    @Test("the next step is the first that is not done, and a done step may be done again under another number")
    func order() throws {
        #expect(try rules().next == 1)
        let looked = try rules().done(1, by: "ann", note: "found it").job
        #expect(looked.state == .done(at: now) && looked.output == "found it")
        let job = try begun(2, [looked])
        #expect(try rules([looked, job]).next == 2)
        let done = try rules([looked, job]).ended(job, StepResult(.done("exit code 0"), output: "o")).job
        #expect(try rules([looked, done]).next == 3)
        #expect(try begun(2, [looked, done]).number == 2)
        #expect(throws: Refusal("the runbook \"r\" has no step 5; it has 4 steps")) { try rules().step(5) }
    }

    @Test("a step that runs is not begun beside itself, and is not for a person")
    func running() throws {
        let job = try begun(2)
        #expect(throws: Refusal("step 2 runs already, as \(job.key)")) {
            try rules([job]).request(2, by: "bob", again: true)
        }
        #expect(throws: Refusal("step 2 runs, as \(job.key)")) { try rules([job]).done(2, by: "bob", note: "") }
        #expect(
            throws: Refusal(
                "step 2 is not for a person; this does it: bellwether runbook run 0123456789abcdef --step 2")
        ) {
            try rules().done(2, by: "bob", note: "")
        }
    }

    @Test("interrupted, an idempotent step runs again under its key")
    func idempotent() throws {
        let job = try begun(2)
        let again = try rules([job]).interrupted(job, by: "bob")
        #expect(again.job.key == job.key && again.job.attempts == 2 && again.job.isRunning)
        #expect(again.audit[0].text.hasSuffix(": again after an interruption, by bob"))
    }

    @Test("interrupted, any other step is unknown and asks a person")
    func unknown() throws {
        let job = try begun(3)
        let lost = try rules([job]).interrupted(job, by: "bob")
        #expect(lost.job.state == .unknown(at: now) && lost.audit.map(\.kind) == [.stepUnknown])
        #expect(
            throws: Refusal(
                "step 3 was interrupted, and may have had its effect; look, then say bellwether runbook done 0123456789abcdef --step 3, or run it once more: bellwether runbook run 0123456789abcdef --step 3 --again"
            )
        ) { try rules([lost.job]).request(3, by: "bob", again: false) }
        #expect(try rules([lost.job]).request(3, by: "bob", again: true).job.number == 2)
        let settled = try rules([lost.job]).done(3, by: "bob", note: "it had arrived").job
        #expect(settled.key == job.key && settled.state == .done(at: now))
    }

    @Test("interrupted under another version of the runbook, no step runs again by itself")
    func otherVersion() throws {
        let job = try begun(2)
        let changed = try runbook(RunbookTests.text.replacing("./fetch", with: "./fetch-all"))
        #expect(changed.version != job.version)
        #expect(try rules([job], changed).interrupted(job, by: "bob").job.state == .unknown(at: now))
    }

    @Test("a failure keeps its reason, and the step may be asked for again or called done")
    func failure() throws {
        let job = try begun(3)
        let failed = try rules([job]).ended(job, StepResult(.failed("exit code 3"), output: "no")).job
        #expect(failed.state == .failed(at: now, reason: "exit code 3") && failed.output == "no")
        #expect(try rules([failed]).next == 1 && rules([failed]).request(3, by: "ann", again: false).job.number == 2)
        #expect(try rules([failed]).done(3, by: "ann", note: "by hand").job.number == 2)
    }

    @Test("a step with an approval waits, and runs once somebody else of that team approves")
    func approval() throws {
        let asked = try rules().request(4, by: "ann", again: false)
        #expect(asked.job.state == .awaitingApproval && asked.job.attempts == 0)
        #expect(asked.audit[0].text.hasSuffix(": by ann; awaits the approval of b"))
        let waiting = try rules([asked.job])
        #expect(throws: Refusal("ann asked for step 4, and nobody approves what they asked for themselves")) {
            try waiting.approve(4, by: "ann", of: "b")
        }
        #expect(throws: Refusal("step 4 needs the approval of b, not of a")) {
            try waiting.approve(4, by: "bob", of: "a")
        }
        #expect(throws: Refusal("step 4 waits already: ann asked for it, and b has to approve")) {
            try waiting.request(4, by: "cem", again: false)
        }
        let approve = "bellwether runbook approve 0123456789abcdef --step 4 --team b"
        #expect(throws: Refusal("step 4 waits for an approval; this lets it run: \(approve)")) {
            try waiting.done(4, by: "bob", note: "")
        }
        let approved = try waiting.approve(4, by: "bob", of: "b")
        #expect(approved.job.isRunning && approved.job.approvedBy == "bob" && approved.job.key == asked.job.key)
        #expect(approved.audit[0].text.hasSuffix(": asked for by ann, approved by bob of b"))
    }

    @Test("an approval is void when the runbook has changed, the incident is resolved, or nothing was asked for")
    func voidApproval() throws {
        let asked = try rules().request(4, by: "ann", again: false).job
        let changed = try runbook(RunbookTests.text.replacing("5000", with: "5001"))
        let refusal = #expect(throws: Refusal.self) { try rules([asked], changed).approve(4, by: "bob", of: "b") }
        #expect(refusal?.description.hasSuffix("which has version \(changed.version) now: ask again") == true)
        #expect(throws: Refusal("the incident 0123456789abcdef is resolved: ask again if it is still needed")) {
            try rules([asked], isResolved: true).approve(4, by: "bob", of: "b")
        }
        // Asked for again, it waits anew.
        #expect(try rules([asked], isResolved: true).request(4, by: "ann", again: false).job.number == 2)
        #expect(
            throws: Refusal(
                "step 4 does not wait for an approval; this asks for it: bellwether runbook run 0123456789abcdef --step 4"
            )
        ) { try rules().approve(4, by: "bob", of: "b") }
        // A request for the old version does not stand in the way of the new one.
        #expect(try rules([asked], changed).request(4, by: "ann", again: false).job.number == 2)
    }

    @Test("the version names every part of every step")
    func version() throws {
        let first = try runbook().version
        #expect(try first.count == 8 && first == runbook().version)
        for (old, new) in [
            ("Look", "Look well"), ("{{since}}", "{{until}}"), ("idempotent: true", "idempotent: false"),
            ("Push it", "Push"), ("5000", "5001"), ("approval: b", "approval: a"),
        ] {
            #expect(try runbook(RunbookTests.text.replacing(old, with: new)).version != first, "\(old)")
        }
    }

    @Test("an argument stays one argument, whatever is put into it")
    func placeholders() {
        let values = ["since": "2017-03-06", "subject": "a b; rm -rf \"$x\""]
        #expect(ArgumentVector.fill("--from={{since}}", values) == "--from=2017-03-06")
        #expect(ArgumentVector.fill("{{ subject }}/{{since}}", values) == "a b; rm -rf \"$x\"/2017-03-06")
        #expect(ArgumentVector.fill("{{other}} {since}", values) == "{{other}} {since}")
    }
}
