import Application
import ArgumentParser
import Core
import Foundation
import Presentation

/// A person's command on a store.
struct OperatorOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "The policy file; default: the one of the last tick.")
    var policy: String?

    @Option(help: "Who says so; default: you.")
    var by: String?

    @Option(
        help:
            "When: an instant with its zone, or a date. Default: now; on a store of the past, its last instant.")
    var at: String?

    /// - Returns: never empty, without spaces around it.
    func person() throws -> String { try OperatorOptions.person(by) }

    static func person(_ by: String?) throws -> String {
        if let by { return try Parameter("--by", by).words() }
        // A process may run under a number that has no name.
        let name = NSUserName()
        return name.isEmpty ? "user \(getuid())" : name
    }

    var instant: Parameter? { Parameter("--at", at) }

    func open(_ format: Output.Format) async throws -> Deployment {
        try await Deployment.open(location(format), .process)
    }

    private func location(_ format: Output.Format) -> Deployment.Location {
        Deployment.Location(
            store: store.directory, policyPath: policy, locking: .releasedByWork, print: Output.printer(format))
    }

    /// Performs a command, prints what it did, and sends the messages that it wrote.
    func perform(_ command: OperatorCommand, _ format: Output.Format) async throws {
        let person = try person()
        let deployment = try await open(format)
        let outcome = try await deployment.perform(command, by: person, at: instant)
        try await OperatorOptions.report(outcome, of: deployment, format)
    }

    /// Prints what was done, and sends the messages that it wrote.
    static func report(
        _ outcome: CommandOutcome, of deployment: Deployment, _ format: Output.Format
    ) async throws {
        if format == .text { try Output.write(lines: outcome.done) }
        var deliveries = Deliveries(deployment)
        try await deliveries.deliver()
        if format == .json {
            try Output.write(
                .fields(["done": outcome.done, "messages": try await deliveries.reports(outcome.messages)]))
        }
        try await deliveries.close()
    }
}
