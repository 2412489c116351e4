import Alerting
import Core
import Delivery
import Engine
import Foundation
import Lifecycle
import Operations
import PolicyFile
import Presentation
import Storage
import Store
import TradingCalendar

/// Does a step of a runbook: written down as running, done while the store is free for others, written down as ended.
struct StepExecution {
    /// How long to wait for a store that somebody else writes to, in seconds.
    static let patience = 120.0

    let operation: OperatorOptions
    let format: Output.Format

    /// What came of what was asked for.
    enum Outcome {
        case ended(RunbookJob)
        /// It waits for a person.
        case waits(RunbookJob)
        /// A person does it.
        case manual(RunbookRules)

        var exitCode: Int32 {
            switch self {
            case .ended(let job): if case .done = job.state { 0 } else { 2 }
            case .waits, .manual: 1
            }
        }
    }

    private struct Begun {
        let found: RunbookCase
        let job: RunbookJob
        let step: Runbook.Step
        let files: JobFiles.Held
        let instant: Date
    }

    private enum Beginning {
        case begun(Begun)
        case over(Outcome)
    }

    /// - Parameters:
    ///   - canResume: whether a step that was interrupted goes on.
    ///   - incident: the beginning of its id.
    ///   - name: of the runbook; nil for that of the root.
    ///   - number: of the step; nil for the first that is not done.
    ///   - decide: what a person asks of the step, when nothing of it was interrupted.
    func run(
        _ incident: String, runbook name: String?, step number: Int?, canResume: Bool,
        _ decide: (RunbookRules, Int, String) throws(Refusal) -> RunbookRules.Change
    ) async throws -> Outcome {
        switch try begin(incident, name, number, canResume, decide) {
        case .over(let outcome): return outcome
        case .begun(let begun):
            Checkpoint.reached("job.begun")
            let result = try await work(begun)
            Checkpoint.reached("job.worked")
            return .ended(try await end(begun, result))
        }
    }

    private func begin(
        _ incident: String, _ name: String?, _ number: Int?, _ canResume: Bool,
        _ decide: (RunbookRules, Int, String) throws(Refusal) -> RunbookRules.Change
    ) throws -> Beginning {
        let store = try operation.store.open(.write)
        let policy = try operation.policy(of: store)
        let instant = try operation.instant(store, policy)
        let revision = try store.revision()
        let found = try RunbookCase(store, policy, Incidents.find(incident, store), runbook: name)
        let rules = found.rules(now: Date(), instant: instant)
        guard let number = number ?? rules.next else {
            throw Refusal("all steps of \"\(found.runbook.name)\" are done; --step does one of them again")
        }
        let step = try rules.step(number)
        if case .manual = step.kind { return .over(.manual(rules)) }
        let files = JobFiles(store: URL(filePath: operation.store.store))
        let person = operation.person()
        var change: RunbookRules.Change
        if let job = rules.latest(number), job.isRunning {
            guard !files.isHeld(job.key) else { throw Refusal("step \(number) runs already, as \(job.key)") }
            guard canResume else {
                throw Refusal("step \(number) was interrupted; runbook run --step \(number) says what follows")
            }
            change = try rules.interrupted(job, by: person)
            if !change.job.isRunning {
                change.job.output = try files.salvage(job.key, redacted: StepExecution.redacting(policy))
            }
        } else {
            change = try decide(rules, number, person)
        }
        guard change.job.isRunning else {
            try store.commit(OperationChange(change, revision: revision))
            return .over(change.job.state.endedAt == nil ? .waits(change.job) : .ended(change.job))
        }
        // Held before it is written down, so that what is written down as running and not held was interrupted.
        let held = try files.hold(change.job.key)
        try store.commit(OperationChange(change, revision: revision))
        return .begun(
            Begun(
                found: found, job: change.job, step: step, files: held, instant: instant))
    }

    /// A text without anything that channels hold.
    private static func redacting(_ policy: Policy) -> @Sendable (String) -> String {
        let channels = OutboxDelivery.forHiding(policy)
        return { text in channels.reduce(text) { $1.redacted($0) } }
    }

    private func work(_ begun: Begun) async throws -> ActionResult? {
        let runner = StepRunner(
            begun.found, begun.files, environment: ProcessInfo.processInfo.environment,
            redacted: StepExecution.redacting(begun.found.policy))
        let progress = Output.Progress("\(begun.job.title) (\(begun.job.key))")
        defer { progress.end() }
        do {
            return try await runner.run(begun.job, begun.step, at: begun.instant)
        } catch {
            return ActionResult(.failed("\(error)"))
        }
    }

    /// - Parameter result: nil for a freeze, which is decided on what is frozen now.
    private func end(_ begun: Begun, _ result: ActionResult?) async throws -> RunbookJob {
        let store = try await reopened()
        let instant = try operation.instant(store, begun.found.policy)
        let rules = begun.found.rules(now: Date(), instant: instant)
        let job = try store.retrying {
            let revision = try store.revision()
            let done =
                try result
                ?? RunbookAction.freeze(begun.found, store.freezes(), by: begun.job.requestedBy, at: instant)
            let change = rules.ended(begun.job, done.result)
            var written = OperationChange(change, revision: revision)
            if let freezes = done.freezes { written.add(freezes) }
            try store.commit(written)
            return change.job
        }
        begun.files.discard()
        return job
    }

    /// The store, as soon as nobody else writes to it.
    private func reopened() async throws -> SQLiteStore {
        let deadline = Date().addingTimeInterval(StepExecution.patience)
        while true {
            do { return try operation.store.open(.write) } catch let refusal as StoreError {
                guard Date() < deadline else { throw refusal }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}
