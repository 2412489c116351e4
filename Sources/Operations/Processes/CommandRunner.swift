import Alerting
import Core
import Dispatch
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// Runs a program to its end, or until its time is up: no shell, a process group of its own, output to a file.
struct CommandRunner: Sendable {
    /// Seconds between SIGTERM and SIGKILL.
    static let grace = 5.0

    /// Why a program is to be stopped.
    private enum Stop: Sendable { case timeout, interrupt(Int32), output }

    /// What is known of a program while it runs.
    private final class Watch: Sendable {
        private let content = Mutex<(process: pid_t?, stop: Stop?)>((nil, nil))

        var stop: Stop? { content.withLock { $0.stop } }

        func began(_ process: pid_t) {
            let isStopped = content.withLock { content in
                content.process = process
                return content.stop != nil
            }
            if isStopped { kill(-process, SIGTERM) }
        }

        /// Lets what the program has started end, and ends what does not.
        func endGroup() async {
            guard let process = content.withLock({ $0.process }) else { return }
            let deadline = ContinuousClock.now + .seconds(CommandRunner.grace)
            while kill(-process, 0) == 0, ContinuousClock.now < deadline {
                do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
            }
            kill(-process, SIGKILL)
        }

        /// The first reason counts.
        func stop(_ why: Stop) {
            let process = content.withLock { content -> pid_t? in
                guard content.stop == nil else { return nil }
                content.stop = why
                return content.process
            }
            if let process { kill(-process, SIGTERM) }
        }

        func end() {
            content.withLock { content in
                if let process = content.process { kill(-process, SIGKILL) }
            }
        }
    }

    /// - Parameter files: of the job.
    func run(_ order: CommandOrder, _ files: JobFiles.Held) async -> StepResult.Ending {
        guard let program = order.arguments.first else { return .failed("the command is empty") }
        if let problem = CommandRunner.problem(program, in: order.directory) { return .failed(problem) }
        let watch = Watch()
        let signals = CommandRunner.signals(watch)
        defer {
            for (source, number) in signals {
                source.cancel()
                signal(number, SIG_DFL)
            }
        }
        let guardian = Task { try await CommandRunner.guardTime(order, files, watch) }
        defer { guardian.cancel() }
        var options = PlatformOptions()
        options.processGroupID = 0
        do {
            let result = try await Subprocess.run(
                program.contains("/")
                    ? .path(FilePath(CommandRunner.path(program, in: order.directory))) : .name(program),
                arguments: Arguments(Array(order.arguments.dropFirst())),
                environment: .custom(
                    Dictionary(
                        order.environment.compactMap { name, value in
                            Environment.Key(rawValue: name).map { ($0, value) }
                        }
                    ) { first, _ in first }),
                workingDirectory: FilePath(order.directory), platformOptions: options,
                input: .fileDescriptor(files.lock, closeAfterSpawningProcess: false),
                output: .fileDescriptor(files.output, closeAfterSpawningProcess: false),
                error: .fileDescriptor(files.output, closeAfterSpawningProcess: false)
            ) { execution in watch.began(execution.processIdentifier.value) }
            if watch.stop != nil { await watch.endGroup() }
            return CommandRunner.ending(result.terminationStatus, watch.stop, order)
        } catch {
            return .failed("\(program) could not be started: \(error)")
        }
    }

    private static func guardTime(_ order: CommandOrder, _ files: JobFiles.Held, _ watch: Watch) async throws {
        let deadline = ContinuousClock.now + .seconds(order.timeoutSeconds)
        // What an interrupted attempt has said does not count.
        let maximum = CapturedOutput.size(files.output) + CapturedOutput.maximumBytes
        while watch.stop == nil {
            try await Task.sleep(for: .milliseconds(50))
            if ContinuousClock.now >= deadline { watch.stop(.timeout) }
            if CapturedOutput.size(files.output) > maximum {
                watch.stop(.output)
                // It would go on filling the disk.
                watch.end()
            }
        }
        try await Task.sleep(for: .seconds(grace))
        watch.end()
    }

    /// Ctrl-C and a polite end of this process stop the program first.
    private static func signals(_ watch: Watch) -> [(any DispatchSourceSignal, Int32)] {
        [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { watch.stop(.interrupt(number)) }
            source.resume()
            return (source, number)
        }
    }

    private static func ending(_ status: TerminationStatus, _ stop: Stop?, _ order: CommandOrder) -> StepResult.Ending {
        switch stop {
        case .timeout: return .failed("stopped: its time of \(order.timeoutSeconds.counted("second")) was up")
        case .interrupt(let number): return .failed("stopped: somebody interrupted it (signal \(number))")
        case .output: return .failed("stopped: it wrote more than \(CapturedOutput.maximumBytes >> 20) MB")
        case nil: break
        }
        switch status {
        case .exited(0): return .done("exit code 0")
        case .exited(let code): return .failed("exit code \(code)")
        case .signaled(let number): return .failed("ended by signal \(number)")
        }
    }

    private static func path(_ program: String, in directory: String) -> String {
        URL(filePath: program, relativeTo: URL(filePath: directory, directoryHint: .isDirectory))
            .standardizedFileURL.path(percentEncoded: false)
    }

    /// Why a program with a path cannot be run, before it is tried.
    private static func problem(_ program: String, in directory: String) -> String? {
        guard program.contains("/") else { return nil }
        let path = path(program, in: directory)
        guard FileManager.default.fileExists(atPath: path) else { return "\(program): there is no such file" }
        return FileManager.default.isExecutableFile(atPath: path)
            ? nil : "\(program) is not executable; chmod +x makes it so"
    }
}
