import Foundation
import TestSupport

/// The built program, run as a user runs it.
enum Program {
    struct Result {
        let code: Int32
        let output: String
        let errors: String
        var json: JSON { get throws { try JSON.parse(Data(output.utf8)) } }
    }

    static let path =
        ProcessInfo.processInfo.environment["BELLWETHER"]
        ?? Fixtures.repository.appending(path: ".build/release/bellwether").path

    /// - Throws: when the program cannot be started. A run of over a minute is killed and shows as code 15.
    static func run(
        _ arguments: [String], in directory: URL = Fixtures.repository, program: String = path,
        environment: [String: String] = [:]
    ) throws -> Result {
        let files = try TemporaryFiles()
        let output = files.directory.appending(path: "out")
        let errors = files.directory.appending(path: "err")
        for url in [output, errors] { try Data().write(to: url) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, own in own }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let deadline = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: deadline)
        process.waitUntilExit()
        deadline.cancel()
        return Result(
            code: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// Starts a run and kills it after so many seconds, as a crash would.
    /// - Returns: whether it was killed; false when it had ended by itself.
    static func kill(_ arguments: [String], after seconds: Double) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = Fixtures.repository
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        let isRunning = process.isRunning
        if isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return isRunning
    }

    /// True if standard error holds nothing but what a busy machine's progress says.
    static func onlyProgress(_ errors: String) -> Bool {
        errors.split(separator: "\n").allSatisfy { $0.hasPrefix("bellwether: ") && $0.hasSuffix(" s") }
    }
}
