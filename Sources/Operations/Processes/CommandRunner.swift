import Alerting
import Core
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// Runs a program to its end, or until its time is up: no shell, a process group of its own, output to a file.
///
/// It is stopped when its task is cancelled. The process edge decides which signals do that.
struct CommandRunner: Sendable {
    /// The time between SIGTERM and SIGKILL.
    static let grace = Duration.seconds(5)
    private static let interval = Duration.milliseconds(50)

    /// The reason why a program is stopped.
    private enum Stop: Sendable { case timeout, output, interruption }

    private enum Event: Sendable {
        case ended(Result<TerminationStatus, any Error>)
        /// nil where the program ended first.
        case limit(Stop?)
    }

    let order: CommandOrder
    let files: JobFiles.Held

    func run() async -> StepResult.Ending {
        guard let program = order.arguments.first else { return .failed("the command is empty") }
        if let problem = problem(of: program) { return .failed(problem) }
        let group = ProcessGroup()
        let (result, stop) = await withTaskGroup(of: Event.self) { tasks in
            tasks.addTask { .ended(await execute(program, in: group)) }
            tasks.addTask { .limit(await limit(group)) }
            var stop: Stop?
            for await event in tasks {
                switch event {
                case .limit(let reached):
                    stop = reached
                    // Cancelled, the execution goes through its teardown sequence.
                    if reached != nil { tasks.cancelAll() }
                case .ended(let result):
                    tasks.cancelAll()
                    return (result, stop ?? (Task.isCancelled ? .interruption : nil))
                }
            }
            return (.failure(CancellationError()), stop)
        }
        if stop != nil { await group.end(within: CommandRunner.grace) }
        return ending(result, stop: stop, program: program)
    }

    private func execute(_ program: String, in group: ProcessGroup) async -> Result<TerminationStatus, any Error> {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: CommandRunner.grace)
        ]
        let variables = order.environment.compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, value) }
        }
        do {
            let result = try await Subprocess.run(
                program.contains("/") ? .path(FilePath(path(of: program))) : .name(program),
                arguments: Arguments(Array(order.arguments.dropFirst())),
                environment: .custom(Dictionary(variables) { first, _ in first }),
                workingDirectory: FilePath(order.directory), platformOptions: options,
                input: .fileDescriptor(files.lock, closeAfterSpawningProcess: false),
                output: .fileDescriptor(files.output, closeAfterSpawningProcess: false),
                error: .fileDescriptor(files.output, closeAfterSpawningProcess: false)
            ) { execution in group.began(execution.processIdentifier.value) }
            return .success(result.terminationStatus)
        } catch {
            return .failure(error)
        }
    }

    /// Waits until the program exceeds its time, or writes too much.
    private func limit(_ group: ProcessGroup) async -> Stop? {
        let deadline = ContinuousClock.now + .seconds(order.timeoutSeconds)
        // The output of an interrupted attempt does not count.
        let maximum = CapturedOutput.size(files.output) + CapturedOutput.maximumBytes
        while ContinuousClock.now < deadline {
            do { try await Task.sleep(for: CommandRunner.interval) } catch { return nil }
            guard CapturedOutput.size(files.output) <= maximum else {
                // At once, because it would go on filling the disk.
                group.kill()
                return .output
            }
        }
        return .timeout
    }

    private func ending(
        _ result: Result<TerminationStatus, any Error>, stop: Stop?, program: String
    ) -> StepResult.Ending {
        switch stop {
        case .timeout: return .failed("stopped: its time of \(order.timeoutSeconds.counted("second")) was up")
        case .interruption: return .failed("stopped: somebody interrupted it")
        case .output: return .failed("stopped: it wrote more than \(CapturedOutput.maximumBytes >> 20) MB")
        case nil: break
        }
        switch result {
        case .success(.exited(0)): return .done("exit code 0")
        case .success(.exited(let code)): return .failed("exit code \(code)")
        case .success(.signaled(let number)): return .failed("ended by signal \(number)")
        case .failure(let error): return .failed("\(program) could not be started: \(error)")
        }
    }

    private func path(of program: String) -> String {
        URL(filePath: program, relativeTo: URL(filePath: order.directory, directoryHint: .isDirectory))
            .standardizedFileURL.path(percentEncoded: false)
    }

    /// The reason why a program with a path cannot be run, before it is tried.
    private func problem(of program: String) -> String? {
        guard program.contains("/") else { return nil }
        let path = path(of: program)
        guard FileManager.default.fileExists(atPath: path) else { return "\(program): there is no such file" }
        return FileManager.default.isExecutableFile(atPath: path)
            ? nil : "\(program) is not executable; chmod +x makes it so"
    }
}
