package import Alerting
import Core
package import Engine
package import Foundation
import Ingestion
package import Logging
import PolicyFile
import Probes

/// Does a step of a runbook that reaches outside of this program, and whose job is written down as running.
package struct StepRunner: Sendable {
    private let runbook: RunbookCase
    private let files: JobFiles.Held
    /// Without the variables that channels name.
    private let environment: [String: String]
    private let redacted: @Sendable (String) -> String
    private let log: Logger

    /// - Parameters:
    ///   - environment: that of this process.
    ///   - redacted: a text without anything secret.
    package init(
        _ runbook: RunbookCase, _ files: JobFiles.Held, environment: [String: String],
        redacted: @escaping @Sendable (String) -> String, log: Logger
    ) {
        self.runbook = runbook
        self.files = files
        let secret = Set(
            runbook.policy.channels.flatMap { $0.settings.values.flatMap(\.variables) } + ["BELLWETHER_CHECKPOINTS"])
        self.environment = environment.filter { !secret.contains($0.key) }
        self.redacted = redacted
        self.log = log
    }

    /// - Parameter instant: as of which actions look.
    // MARK: - Commands

    package func command(
        _ arguments: [String], timeout: Int, job: RunbookJob, at instant: Date
    ) async throws -> StepResult {
        let values = try runbook.values(job, at: instant)
        let variables = values.map { ("BELLWETHER_\($0.key.uppercased())", $0.value) }
        let order = CommandOrder(
            arguments: arguments.map { ArgumentVector.fill($0, values) }, directory: runbook.policy.directory,
            environment: environment.merging(variables) { _, own in own }, timeoutSeconds: timeout)
        let words = Logger.MetadataValue.array(order.arguments.map { "\($0)" })
        log.debug("program started", metadata: ["job": "\(job.key)", "arguments": words])
        let ending = await CommandRunner(order: order, files: files).run()
        log.debug("program ended", metadata: ["job": "\(job.key)", "ending": "\(ending)"])
        let said = CapturedOutput.text(files.output, redacted: redacted)
        let lines = [redacted("$ \(order.arguments.joined(separator: " "))"), said].filter { !$0.isEmpty }
        return StepResult(ending, output: lines.joined(separator: "\n"))
    }

    static let refreshTimeout = 600

    /// Fetches the source that the alert is about again, or reads it again where it has no command for that.
    package func refresh(_ job: RunbookJob, at instant: Date) async throws -> StepResult {
        guard let source = runbook.source else { return StepResult(.failed("the policy has no source"), output: "") }
        func state() async -> Result<SourceState, InputFailure> {
            do {
                return .success(
                    try await BlockingWork.run { try SourceState(source, runbook.policy, at: instant) })
            } catch {
                return .failure(error as? InputFailure ?? InputFailure(path: source.path, "\(error)"))
            }
        }
        let before = await state()
        var said = ""
        if !source.refresh.isEmpty {
            let result = try await command(source.refresh, timeout: StepRunner.refreshTimeout, job: job, at: instant)
            said = result.output
            if case .failed(let why) = result.ending {
                return StepResult(.failed("\(source.refresh[0]): \(why)"), output: said)
            }
        }
        let after = await state()
        let lines = [
            said.isEmpty ? nil : said,
            "\(source.name) before: \(StepRunner.words(before))", "\(source.name) now: \(StepRunner.words(after))",
        ]
        let output = lines.compactMap { $0 }.joined(separator: "\n")
        switch after {
        case .failure(let failure): return StepResult(.failed("\(failure)"), output: output)
        case .success(let state):
            let how = source.refresh.isEmpty ? "read again" : "fetched again"
            let isNew = if case .success(let old) = before { old != state } else { true }
            return StepResult(
                .done("\(source.name) was \(how): \(isNew ? state.description : "nothing new, \(state.description)")"),
                output: output)
        }
    }

    private static func words(_ state: Result<SourceState, InputFailure>) -> String {
        switch state {
        case .success(let state): state.description
        case .failure(let failure): "\(failure)"
        }
    }

    // MARK: - Ports

    /// - Parameter process: the name of the one that is expected there; nil where any will do.
    package static func check(port: Int, process: String?) -> StepResult {
        let listeners = Listener.all(port: port)
        guard !listeners.isEmpty else {
            let words = "nothing listens on port \(port), so there is no conflict"
            return StepResult(.done(words), output: process.map { "\(words); expected: \($0)" } ?? words)
        }
        let lines = listeners.map { "port \(port): \($0.description)" }
        let output = (lines + [process.map { "expected: \($0)" }].compactMap { $0 }).joined(separator: "\n")
        guard let process else { return StepResult(.done(lines.joined(separator: "; ")), output: output) }
        let others = listeners.filter { !$0.names.contains(process) }
        return others.isEmpty
            ? StepResult(.done("port \(port) is held by \(process), as expected"), output: output)
            : StepResult(
                .failed("port conflict: \(others[0].description); expected \(process)"), output: output)
    }
}
