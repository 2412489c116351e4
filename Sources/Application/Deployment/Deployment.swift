import Alerting
import Core
import Delivery
import Engine
package import Foundation
import Logging
package import PolicyFile
package import Reports
import Storage
import Store
import TradingCalendar

/// One deployment: its store, policy, engine and relay. Nothing else changes its state.
///
/// The actor runs on a queue of its own, because commits wait for the disk and checks occupy all cores.
package actor Deployment {
    private nonisolated let executor: SerialQueueExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package nonisolated let policy: Policy
    nonisolated let policyPath: String
    nonisolated let store: SQLiteStore
    nonisolated let directory: URL
    nonisolated let context: ApplicationContext
    nonisolated let channels: ChannelDirectory
    nonisolated let locking: Locking
    /// Commands on this store.
    nonisolated let command: PrintedCommand
    /// The same for people elsewhere, who do not stand in this directory.
    nonisolated let distantCommand: PrintedCommand
    /// The policy's, whose messages name the store.
    nonisolated let decider: Decider
    nonisolated let log: Logger
    private nonisolated let relay: OutboxRelay
    private var hasRecovered = false
    /// The engine on the policy's sources; nil until they are read.
    var engine: DeploymentEngine?
    /// The engine without the built-in model, which says whether anything has changed; nil until that is asked.
    var watcher: DeploymentEngine?

    /// Decides if other processes may change the store while a runbook step works.
    package enum Locking: Sendable {
        /// Never: a service holds its store as long as it runs.
        case exclusive
        /// While a step works, as on the command line.
        case releasedByWork
    }

    /// Where a deployment is, and how it is used.
    package struct Location: Sendable {
        /// The directory of the store.
        let store: URL
        /// nil for the policy of the latest tick.
        let policyPath: String?
        let locking: Locking
        /// Writes the lines of the channel `stdout`.
        let print: @Sendable ([String]) throws -> Void

        package init(
            store: URL, policyPath: String? = nil, locking: Locking,
            print: @escaping @Sendable ([String]) throws -> Void
        ) {
            self.store = store
            self.policyPath = policyPath
            self.locking = locking
            self.print = print
        }
    }

    /// Opens the store of a deployment that exists.
    package static func open(_ location: Location, _ context: ApplicationContext) async throws -> Deployment {
        try await BlockingWork.run {
            let store = try SQLiteStore(directory: location.store, access: .write)
            let located = try PolicySource.load(location.policyPath, of: store)
            let channels = ChannelDirectory(located.policy, environment: context.environment)
            return Deployment(store, located: located, channels: channels, location: location, context: context)
        }
    }

    init(
        _ store: SQLiteStore, located: LocatedPolicy, channels: ChannelDirectory, location: Location,
        context: ApplicationContext
    ) {
        self.store = store
        self.channels = channels
        self.context = context
        policy = located.policy
        policyPath = located.path
        directory = location.store
        locking = location.locking
        command = PrintedCommand(store: location.store.relativePath, policy: location.policyPath)
        distantCommand = PrintedCommand(
            store: location.store.standardizedFileURL.path(percentEncoded: false).withoutTrailingSlash,
            policy: location.policyPath.map { URL(filePath: $0).standardizedFileURL.path(percentEncoded: false) })
        decider = located.policy.decider.naming(distantCommand)
        executor = SerialQueueExecutor(label: "bellwether.deployment.\(store.deployment)")
        log = context.logger("bellwether.deployment", hiding: channels.redactor).of(located.policy)
        let transport = OutsideTransport(
            roots: context.environment["SSL_CERT_FILE"], proxies: ProxySettings(environment: context.environment),
            clock: context.clock, print: location.print)
        relay = OutboxRelay(
            store,
            .init(
                decider: decider, channels: channels.ready,
                known: located.policy.channels.map(\.name), redactor: channels.redactor,
                secrets: channels.secrets,
                log: context.logger("bellwether.delivery", hiding: channels.redactor).of(located.policy)),
            transport: transport, clock: context.clock, executor: executor)
    }

    package nonisolated var name: String { policy.deployment }

    // MARK: - Delivery

    /// Sends the messages that are due.
    /// - Parameter patience: how long to wait for messages whose next attempt lies in the future.
    @discardableResult
    package func deliver(waiting patience: TimeInterval? = nil) async throws -> DeliveryReport {
        if !hasRecovered {
            // Set first, so that another delivery that begins meanwhile does not take its leases for abandoned ones.
            hasRecovered = true
            try await relay.recover()
        }
        let end = patience.map(context.clock.now().addingTimeInterval) ?? .distantPast
        let report = try await relay.deliver(until: end)
        return DeliveryReport(settled: report.settled, deadLetters: report.dead)
    }

    /// Tells receivers that may have forgotten it what goes on.
    package func repeatAlerts() async throws { try await relay.repeatAlerts() }

    /// The matters that a person has to look after.
    package func undelivered() throws -> UndeliveredReport {
        UndeliveredReport(
            dead: try store.outbox([.dead]),
            unconfigured: channels.unconfigured(waiting: Set(try store.busyChannels())), policyPath: policyPath,
            command: command)
    }

    /// The messages that wait on each channel, and why: a line a channel.
    package func backlog() async throws -> [String] { try await relay.backlog() }

    // MARK: - Shared by use cases

    /// Repeats a change that was decided on what another has changed meanwhile.
    func retrying<Value>(_ change: () throws -> Value) throws -> Value {
        try store.retrying(change, onConflict: noteConflict)
    }

    nonisolated func noteConflict(_ error: StoreError) {
        log.debug("another change came between, deciding again", metadata: ["conflict": "\(error)"])
    }

    /// The instant at which a person's command takes place: now, or on a store of the past its last instant.
    func instant(_ at: Parameter?) throws -> Date {
        let last = try store.state().lastInstant
        let isPast = try store.clock() == .virtual
        let now = context.clock.wholeSecond
        guard let at else { return isPast ? last ?? now : max(now, last ?? now) }
        let instant = try at.instant(in: policy.calendar)
        if let last, instant < last {
            throw ApplicationError.usage(
                "\(at.name) \(at.text) lies before the store's last instant, \(policy.calendar.zone.text(last))")
        }
        if !isPast, instant > now { throw ApplicationError.usage("\(at.name) \(at.text) has not come yet") }
        return instant
    }
}

extension Logger {
    /// The same, with the deployment in every line.
    func of(_ policy: Policy) -> Logger {
        var logger = self
        logger[metadataKey: "deployment"] = .string(policy.deployment)
        return logger
    }
}
