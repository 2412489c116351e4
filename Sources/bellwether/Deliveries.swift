import Alerting
import Application
import ArgumentParser
import Core
import Foundation
import Presentation
import Reports

/// The deliveries of one run of the program, for its output.
struct Deliveries {
    let deployment: Deployment
    private var settled: [String] = []

    init(_ deployment: Deployment) { self.deployment = deployment }

    mutating func deliver(waiting patience: TimeInterval? = nil) async throws {
        let report = try await deployment.deliver(waiting: patience)
        settled += report.settled
        for note in report.deadLetters { Output.note("bellwether: \(note.printable)") }
    }

    /// The messages with some keys, and those that were settled by this run.
    func reports(_ written: [String]) async throws -> [MessageReport] {
        try await deployment.messageReports(written + settled)
    }

    /// Ends the run with a note on each channel whose messages wait, and on what is undelivered for good.
    /// - Returns: whether anything is.
    @discardableResult
    func close() async throws -> Bool {
        for note in try await deployment.backlog() { Output.note("bellwether: \(note.printable)") }
        let undelivered = try await deployment.undelivered()
        Deliveries.note(undelivered)
        return !undelivered.isEmpty
    }

    /// The same, for verbs whose exit code says so.
    func end() async throws {
        if try await close() { throw ExitCode(ExitStatus.undelivered.rawValue) }
    }

    static func note(_ undelivered: UndeliveredReport) {
        for line in undelivered.lines { Output.note("bellwether: \(line.printable)") }
    }
}
