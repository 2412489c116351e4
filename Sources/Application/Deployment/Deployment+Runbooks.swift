package import Alerting
import Core
import Engine
import Foundation
import Lifecycle
import Logging
import Operations
package import Reports
import Storage
import Store

extension Deployment {
    /// Seconds to wait for a store that another process changes.
    private static let patience = 120.0

    /// Does a step of a runbook: the store records it as running, it works while others use the deployment, the store
    /// records its end.
    /// - Parameter begun: is told of the job once it is recorded as running.
    package func runStep(
        _ request: StepRequest, begun: @Sendable (RunbookJob) -> Void = { _ in }
    ) async throws -> StepReport {
        let running: RunningStep
        switch try retrying({ try begin(request) }) {
        case .over(let outcome): return outcome
        case .begun(let step): running = step
        }
        Checkpoint.reached("job.begun")
        begun(running.job)
        log.info("runbook step started", metadata: Deployment.metadata(of: running.job))
        let result = await work(running)
        Checkpoint.reached("job.worked")
        // In a task of its own, because the end is recorded also where this one was cancelled.
        let recording = Task { try await end(running, result, at: request.at) }
        let job = try await recording.value
        log.info(
            "runbook step ended",
            metadata: Deployment.metadata(of: job).merging(
                ["state": "\(job.state.name)", "reason": "\(JobReport(job).reason ?? "")"]) { $1 })
        return .ended(job)
    }

    /// Records that a person did a step, or knows that it is done.
    package func finishStep(_ step: Int, of request: StepRequest, note: String) throws -> StepReport {
        let change = try retrying {
            let revision = try store.revision()
            let change = try finished(step, of: request, note: note)
            try store.commit(OperationChange(change, revision: revision))
            return change
        }
        return .ended(change.job)
    }

    private func finished(_ step: Int, of request: StepRequest, note: String) throws -> RunbookRules.Change {
        let found = try runbookCase(request)
        let rules = found.rules(now: context.clock.now(), instant: try instant(request.at))
        if let job = rules.latest(step), job.isRunning, !JobFiles(store: directory).isHeld(job.key) {
            throw interruption(step, rules)
        }
        return try rules.done(
            step, by: request.person, note: note.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func metadata(of job: RunbookJob) -> Logger.Metadata {
        ["job": "\(job.key)", "title": "\(job.title)", "by": "\(job.requestedBy)"]
    }

    private func runbookCase(_ request: StepRequest) throws -> RunbookCase {
        try RunbookCase(
            store, policy: policy, incident: store.incident(matching: request.incident, command),
            runbook: request.runbook, command: command)
    }

    private func interruption(_ step: Int, _ rules: RunbookRules) -> ApplicationError {
        .refused("step \(step) was interrupted; this says what follows: \(rules.command("run", step: step))")
    }

    // MARK: - Begin, work, end

    private struct RunningStep: Sendable {
        let found: RunbookCase
        let job: RunbookJob
        let step: Runbook.Step
        let files: JobFiles.Held
        let instant: Date
    }

    private enum Beginning {
        case begun(RunningStep)
        case over(StepReport)
    }

    private func begin(_ request: StepRequest) throws -> Beginning {
        let revision = try store.revision()
        let instant = try instant(request.at)
        let found = try runbookCase(request)
        let rules = found.rules(now: context.clock.now(), instant: instant)
        guard let number = request.step ?? rules.next else {
            throw ApplicationError.refused(
                "all steps of \"\(found.runbook.name)\" are done; --step does one of them again")
        }
        let step = try rules.step(number)
        if case .manual = step.kind {
            return .over(
                .manual(
                    incident: found.incident.id, step: number, title: step.title,
                    next: rules.command("done", step: number)))
        }
        let change = try change(request, rules, step: number)
        guard change.job.isRunning else {
            var written = OperationChange(change, revision: revision)
            let isWaiting = change.job.state.endedAt == nil
            if isWaiting { written.decision = try approvalNotice(of: change.job, step, rules, at: instant) }
            try store.commit(written)
            guard isWaiting else { return .over(.ended(change.job)) }
            let next = rules.command("approve", step: number, team: step.approval)
            return .over(.waits(change.job, next: next))
        }
        // Locked before it is recorded, so that a job that is recorded as running and not locked was interrupted.
        let files = try JobFiles(store: directory).hold(change.job.key)
        try store.commit(OperationChange(change, revision: revision))
        return .begun(RunningStep(found: found, job: change.job, step: step, files: files, instant: instant))
    }

    /// The message to the team that has to approve; nil about an incident whose messages are withheld.
    private func approvalNotice(
        of job: RunbookJob, _ step: Runbook.Step, _ rules: RunbookRules, at instant: Date
    ) throws -> Decision? {
        let withheld = OutboxQuery(incidents: [job.incident], states: [.withheld], limit: 1)
        guard let team = step.approval, try store.outbox(withheld).isEmpty else { return nil }
        let approve = rules.naming(distantCommand).command("approve", step: job.step, team: team)
        let why =
            "\(job.requestedBy) asks for step \(job.step), \(step.title), and \(team) has to approve it: \(approve)"
        return try store.decide([.askApproval(incident: job.incident, team: team, why: why)], by: decider, at: instant)
    }

    private func change(_ request: StepRequest, _ rules: RunbookRules, step: Int) throws -> RunbookRules.Change {
        guard let job = rules.latest(step), job.isRunning else {
            return switch request.purpose {
            case .run(let again): try rules.request(step, by: request.person, again: again)
            case .approve(let team): try rules.approve(step, by: request.person, of: team)
            }
        }
        let files = JobFiles(store: directory)
        guard !files.isHeld(job.key) else {
            throw ApplicationError.refused("step \(step) runs already, as \(job.key)")
        }
        guard case .run = request.purpose else { throw interruption(step, rules) }
        var change = try rules.interrupted(job, by: request.person)
        if !change.job.isRunning {
            change.job.output = try files.salvage(job.key, redacted: channels.redactor.redacted)
        }
        return change
    }

    /// - Returns: nil for a freeze, which is decided on the freezes at the end.
    private func work(_ running: RunningStep) async -> ActionResult? {
        if locking == .releasedByWork { store.releaseLock() }
        let runner = StepRunner(
            running.found, running.files, environment: context.environment, redacted: channels.redactor.redacted,
            log: context.logger("bellwether.runbook", hiding: channels.redactor).of(policy))
        do {
            return try await result(running, by: runner)
        } catch {
            return ActionResult(.failed("\(error)"))
        }
    }

    private func result(_ running: RunningStep, by runner: StepRunner) async throws -> ActionResult? {
        let (found, job, instant) = (running.found, running.job, running.instant)
        switch running.step.kind {
        case .manual, .action(.freeze, _, _): return nil
        case .command(let arguments, let timeout, _):
            return ActionResult(try await runner.command(arguments, timeout: timeout, job: job, at: instant))
        case .action(.driftDiagnosis, _, _):
            return try await BlockingWork.run { RunbookAction.diagnose(found, at: instant) }
        case .action(.compareWithBaseline, _, _):
            return try await BlockingWork.run { RunbookAction.compare(found, at: instant) }
        case .action(.refresh, _, _): return ActionResult(try await runner.refresh(job, at: instant))
        case .action(.portCheck, let port, let process):
            return ActionResult(try await BlockingWork.run { StepRunner.check(port: port ?? 0, process: process) })
        }
    }

    private func end(_ running: RunningStep, _ result: ActionResult?, at: Parameter?) async throws -> RunbookJob {
        if locking == .releasedByWork { try await reacquireLock() }
        let instant = try instant(at)
        let rules = running.found.rules(now: context.clock.now(), instant: instant)
        let job = try retrying {
            let revision = try store.revision()
            let done =
                try result
                ?? RunbookAction.freeze(running.found, store.freezes(), by: running.job.requestedBy, at: instant)
            let change = rules.ended(running.job, done.result)
            var written = OperationChange(change, revision: revision)
            if let freezes = done.freezes { written.add(freezes) }
            try store.commit(written)
            return change.job
        }
        running.files.discard()
        return job
    }

    /// Locks the store as soon as no other process has it.
    private func reacquireLock() async throws {
        let deadline = ContinuousClock.now + .seconds(Deployment.patience)
        while true {
            do { return try store.acquireLock() } catch let error as StoreError {
                guard ContinuousClock.now < deadline else { throw error }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}
