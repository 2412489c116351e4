package import Core
package import Foundation

/// The rules for requests of runbook steps and for their results: values in, values out.
package struct RunbookRules: Sendable {
    package let incident: Incident
    /// The alert whose runbook it is.
    package let about: AlertKey
    package let runbook: Runbook
    /// The incident's jobs, in the order in which they were asked for.
    package let jobs: [RunbookJob]
    /// The machine's clock.
    package let now: Date
    /// The instant of the store that rows of the audit get.
    package let instant: Date
    /// For hints at what follows.
    private var commands: PrintedCommand

    /// A job that changed, and what the audit says of it.
    package struct Change: Equatable, Sendable {
        package var job: RunbookJob
        package let audit: [AuditEntry]
    }

    package init(
        _ incident: Incident, about: AlertKey, runbook: Runbook, jobs: [RunbookJob], now: Date, instant: Date,
        command: PrintedCommand = PrintedCommand(store: nil)
    ) {
        self.incident = incident
        self.about = about
        self.runbook = runbook
        self.jobs = jobs
        self.now = now
        self.instant = instant
        commands = command
    }

    /// A verb of `runbook` for a step of this incident, as people can paste it.
    package func command(_ verb: String, step: Int, team: String? = nil, _ more: String...) -> String {
        let isRoot = about == incident.root.key
        return commands.text(
            ["runbook", verb, incident.id, "--step", "\(step)"] + (isRoot ? [] : ["--runbook", runbook.name])
                + (team.map { ["--team", $0] } ?? []) + more, takesPolicy: true)
    }

    /// The same, with commands on a store that is named in another way.
    package func naming(_ command: PrintedCommand) -> RunbookRules {
        var rules = self
        rules.commands = command
        return rules
    }

    // MARK: - Where it stands

    /// The latest job of a step, of whatever version of the runbook.
    /// - Parameter step: from 1.
    package func latest(_ step: Int) -> RunbookJob? {
        jobs.last { $0.runbook == runbook.name && $0.step == step }
    }

    /// The first step that is not done; nil where all are.
    package var next: Int? {
        (1...runbook.steps.count).first { step in
            if case .done? = latest(step)?.state { false } else { true }
        }
    }

    /// The team whose approval a step waits for; nil where it waits for none, or has to be asked for anew.
    package func awaitedApproval(_ step: Int) -> String? {
        guard let job = latest(step), job.state == .awaitingApproval, job.version == runbook.version, !isVoid(job)
        else { return nil }
        return runbook.steps[step - 1].approval
    }

    /// The command that leads on; nil where all steps are done.
    package var nextCommand: String? {
        next.map { step in
            awaitedApproval(step).map { command("approve", step: step, team: $0) } ?? command("run", step: step)
        }
    }

    /// - Throws: ``Refusal`` where the runbook has no such step.
    package func step(_ number: Int) throws(Refusal) -> Runbook.Step {
        guard runbook.steps.indices.contains(number - 1) else {
            throw Refusal(
                "the runbook \"\(runbook.name)\" has no step \(number); it has \(runbook.steps.count.counted("step"))")
        }
        return runbook.steps[number - 1]
    }

    // MARK: - What people ask for

    /// A step is to be done: it runs, or waits for its approval.
    /// - Parameter again: whether it may run although nobody knows what became of it before.
    package func request(_ number: Int, by person: String, again: Bool) throws(Refusal) -> Change {
        let step = try step(number)
        let before = latest(number)
        switch before?.state {
        case .awaitingApproval? where before?.version == runbook.version && before.map(isVoid) == false:
            throw Refusal(
                """
                step \(number) waits already: \(before?.requestedBy ?? "") asked for it, and \
                \(step.approval ?? "nobody") has to approve
                """
            )
        case .running?: throw Refusal("step \(number) runs already, as \(before?.key ?? "")")
        case .unknown? where !again:
            let (done, rerun) = (command("done", step: number), command("run", step: number, "--again"))
            throw Refusal(
                """
                step \(number) was interrupted, and may have had its effect; look, then say \(done), or run it once \
                more: \(rerun)
                """
            )
        default: break
        }
        var job = RunbookJob(
            incident: incident.id, runbook: runbook.name, version: runbook.version, step: number,
            number: 1 + (jobs.filter { $0.runbook == runbook.name && $0.step == number }.map(\.number).max() ?? 0),
            title: step.title, about: about, requestedBy: person, requestedAt: now, state: .awaitingApproval)
        if let approval = step.approval {
            return Change(
                job: job,
                audit: [
                    note(
                        .stepRequested, job: job,
                        text: """
                            by \(person); awaits the approval of \(approval)
                            """)
                ])
        }
        return begin(&job, "by \(person)")
    }

    /// A step that waits may run.
    /// - Parameter team: whose approval it is.
    package func approve(_ number: Int, by person: String, of team: String) throws(Refusal) -> Change {
        let step = try step(number)
        guard var job = latest(number), job.state == .awaitingApproval else {
            throw Refusal(
                "step \(number) does not wait for an approval; this asks for it: \(command("run", step: number))")
        }
        guard job.version == runbook.version else {
            throw Refusal(
                """
                step \(number) was asked for of version \(job.version) of the runbook, which has version \
                \(runbook.version) now: ask again
                """
            )
        }
        guard let wanted = step.approval, wanted == team else {
            throw Refusal("step \(number) needs the approval of \(step.approval ?? "nobody"), not of \(team)")
        }
        guard person != job.requestedBy else {
            throw Refusal("\(person) asked for step \(number), and nobody approves what they asked for themselves")
        }
        guard !isVoid(job) else {
            throw Refusal("the incident \(incident.id) is \(incident.state.name): ask again if it is still needed")
        }
        job.approvedBy = person
        return begin(&job, "asked for by \(job.requestedBy), approved by \(person) of \(team)")
    }

    /// True if the incident was resolved after it was asked for.
    private func isVoid(_ job: RunbookJob) -> Bool { incident.state.resolvedAt.map { job.requestedAt < $0 } ?? false }

    /// A person did it, or knows that it is done.
    package func done(_ number: Int, by person: String, note text: String) throws(Refusal) -> Change {
        let step = try step(number)
        let before = latest(number)
        switch (step.kind, before?.state) {
        case (_, .running?): throw Refusal("step \(number) runs, as \(before?.key ?? "")")
        case (_, .awaitingApproval?):
            let next = command("approve", step: number, team: step.approval)
            throw Refusal("step \(number) waits for an approval; this lets it run: \(next)")
        case (.manual, _), (_, .unknown?), (_, .failed?): break
        default: throw Refusal("step \(number) is not for a person; this does it: \(command("run", step: number))")
        }
        var job =
            before.flatMap { if case .unknown = $0.state { $0 } else { nil } }
            ?? RunbookJob(
                incident: incident.id, runbook: runbook.name, version: runbook.version, step: number,
                number: 1 + (before?.number ?? 0), title: step.title, about: about, requestedBy: person,
                requestedAt: now, state: .done(at: now))
        job.state = .done(at: now)
        if !text.isEmpty { job.output += job.output.isEmpty ? text : "\n\(person): \(text)" }
        return Change(
            job: job,
            audit: [
                self.note(
                    .stepDone, job: job,
                    text: """
                        by \(person)\(text.isEmpty ? "" : ": \(text)")
                        """)
            ])
    }

    // MARK: - What becomes of a job

    /// A process left it running and ended: it runs again under its key, or nobody knows.
    package func interrupted(_ job: RunbookJob, by person: String) throws(Refusal) -> Change {
        var job = job
        let isSame = job.version == runbook.version
        if isSame, try step(job.step).isIdempotent { return begin(&job, "again after an interruption, by \(person)") }
        job.state = .unknown(at: now)
        return Change(
            job: job, audit: [note(.stepUnknown, job: job, text: "it was interrupted, and may have had its effect")])
    }

    /// The result of a job that ran.
    package func ended(_ job: RunbookJob, _ result: StepResult) -> Change {
        var job = job
        job.output = result.output
        switch result.ending {
        case .done(let words):
            job.state = .done(at: now)
            return Change(job: job, audit: [note(.stepDone, job: job, text: words)])
        case .failed(let reason):
            job.state = .failed(at: now, reason: reason)
            return Change(job: job, audit: [note(.stepFailed, job: job, text: reason)])
        }
    }

    private func begin(_ job: inout RunbookJob, _ why: String) -> Change {
        job.attempts += 1
        job.state = .running(since: now)
        return Change(job: job, audit: [note(.stepBegun, job: job, text: why)])
    }

    private func note(_ kind: AuditKind, job: RunbookJob, text: String) -> AuditEntry {
        AuditEntry(
            at: instant, kind: kind, incident: job.incident, check: job.about.check, subject: job.about.subject,
            text: "\(job.title) (\(job.key)): \(text)")
    }
}

/// The result of a step.
package struct StepResult: Equatable, Sendable {
    package enum Ending: Equatable, Sendable {
        /// In words, one line.
        case done(String)
        /// The reason, in one line.
        case failed(String)
    }

    package let ending: Ending
    /// Its output, of any length that people can read.
    package let output: String

    package init(_ ending: Ending, output: String) {
        self.ending = ending
        self.output = output
    }
}
