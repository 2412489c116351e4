package import Alerting
package import Core
package import Foundation
package import Logging
package import Storage

/// Drains a store's outbox: each message at least once, in order for each incident and channel.
///
/// A relay is the only one at its store. Its store work runs on the given executor, which it shares with everything
/// else that changes the store, so decisions about a dead letter rest on the state as it is.
package actor OutboxRelay {
    private nonisolated let executor: SerialQueueExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let store: any MonitorStore
    let decider: Decider
    let clock: any WallClock
    let transport: any Transport
    let redactor: SecretRedactor
    let secrets: SecretSource
    let log: Logger
    /// The names of all channels of the policy, also of those that nothing can be sent on.
    let known: Set<String>
    let channels: [String: DeliveryChannel]
    var lastSendTimes: [String: Date] = [:]
    /// Channels whose receivers have just kept us waiting, and until when they are left alone.
    var resting: [String: Date] = [:]
    /// The keys of messages that this process delivered.
    var delivered: Set<String> = []
    /// Channels on which the process before died, with the number of times.
    private var suspects: [String: Int] = [:]
    /// The results of ``recover()``, until they are reported.
    private var recovered = Report()
    private var draining: Set<String> = []
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// The results of a delivery.
    package struct Report: Equatable, Sendable {
        /// The keys of messages that were settled.
        package var settled: [String] = []
        /// Dead letters, for people.
        package var dead: [String] = []

        static func += (all: inout Report, other: Report) {
            all.settled += other.settled
            all.dead += other.dead
        }
    }

    /// A relay's policy: who decides, and which channels there are.
    package struct Configuration: Sendable {
        let decider: Decider
        let channels: [DeliveryChannel]
        let known: [String]
        let redactor: SecretRedactor
        let secrets: SecretSource
        let log: Logger

        /// - Parameters:
        ///   - channels: those that messages can be sent on; messages to other known channels are left.
        ///   - known: the names of all channels of the policy.
        ///   - secrets: for channels that the policy had when they were told of a fire, and has no more.
        package init(
            decider: Decider, channels: [DeliveryChannel], known: [String], redactor: SecretRedactor,
            secrets: SecretSource = SecretSource(environment: [:]) { _ in nil },
            log: Logger = Logger(label: "bellwether.delivery", factory: SwiftLogNoOpLogHandler.init)
        ) {
            self.decider = decider
            self.channels = channels
            self.known = known
            self.redactor = redactor
            self.secrets = secrets
            self.log = log
        }
    }

    package init(
        _ store: any MonitorStore, _ configuration: Configuration, transport: any Transport, clock: any WallClock,
        executor: SerialQueueExecutor = SerialQueueExecutor(label: "bellwether.relay")
    ) {
        self.store = store
        self.transport = transport
        self.clock = clock
        self.executor = executor
        decider = configuration.decider
        redactor = configuration.redactor
        secrets = configuration.secrets
        log = configuration.log
        known = Set(configuration.known)
        channels = Dictionary(configuration.channels.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Treats the attempts of a process that died as ones whose outcome is unknown. Call it before the first delivery.
    package func recover() throws {
        for item in try store.outbox(OutboxQuery(states: [.pending], isLeased: true)) {
            let settlement = DeliveryRules.abandoned(item, at: clock.now())
            try retrying { try store.commit(change(for: settlement, of: item)) }
            log.notice("an attempt was interrupted, its outcome is not known", metadata: ["key": "\(item.message.key)"])
            report(settlement.item, in: &recovered)
            let channel = item.message.channel
            suspects[channel] = max(suspects[channel] ?? 0, settlement.item.delivery.abandonments)
        }
    }

    /// Sends the messages that are due, and those whose next attempt lies before the deadline.
    ///
    /// Receivers cannot make it last much longer than until the deadline: see ``DeliveryRun``.
    package func deliver(until deadline: Date) async throws -> Report {
        let run = DeliveryRun(start: clock.now(), deadline: deadline)
        var report = recovered
        recovered = Report()
        for name in try store.busyChannels() where known.contains(name) && channels[name] == nil {
            // Heartbeats to a channel without its settings would pile up.
            report.settled += try retrying { try dropOvertaken(channel: name) }
        }
        if !suspects.isEmpty { report += try await deliverSuspectsLast(run.withoutPatience) }
        // A dead letter makes a message for another channel, so one round may make work for the next.
        while true {
            let round = try await drain(try busyChannels(), run)
            report += round
            if round.dead.isEmpty { break }
        }
        return report
    }

    /// Where the process before died while it sent, this one may, too: these channels come last, and alone.
    private func deliverSuspectsLast(_ run: DeliveryRun) async throws -> Report {
        let last = suspects
        suspects = [:]
        let busy = try busyChannels()
        var report = try await drain(busy.filter { last[$0] == nil }, run)
        for name in busy.filter({ last[$0] != nil }).sorted(by: { (last[$0] ?? 0, $0) < (last[$1] ?? 0, $1) }) {
            report += try await drain(name, run)
        }
        return report
    }

    private func busyChannels() throws -> [String] {
        try store.busyChannels().filter { channels[$0] != nil || !known.contains($0) }
    }

    /// Drains channels side by side.
    private func drain(_ names: [String], _ run: DeliveryRun) async throws -> Report {
        try await withThrowingTaskGroup(of: Report.self) { group in
            for name in names { group.addTask { try await self.drain(name, run) } }
            var all = Report()
            for try await report in group { all += report }
            return Report(settled: all.settled.sorted(), dead: all.dead.sorted())
        }
    }

    private func drain(_ name: String, _ run: DeliveryRun) async throws -> Report {
        await begin(name)
        defer { end(name) }
        return try await drainAlone(name, run)
    }

    /// Waits until no other delivery drains the channel: two would send the same message twice.
    private func begin(_ channel: String) async {
        while !draining.insert(channel).inserted {
            await withCheckedContinuation { waiting[channel, default: []].append($0) }
        }
    }

    private func end(_ channel: String) {
        draining.remove(channel)
        for other in waiting.removeValue(forKey: channel) ?? [] { other.resume() }
    }

    func retrying<Value>(_ change: () throws -> Value) throws -> Value {
        try store.retrying(change) { [log] error in
            log.debug("another change came between, deciding again", metadata: ["conflict": "\(error)"])
        }
    }

    // MARK: - For people

    /// The messages that wait on each channel, and why.
    package func backlog() throws -> [String] {
        try store.backlog().map { waiting in
            let name = waiting.channel
            let isUnset = known.contains(name) && channels[name] == nil
            let reason = isUnset ? "a setting of it is absent" : waiting.reason ?? "not tried yet"
            let next = waiting.next.map { ", next try \(decider.text(of: $0))" } ?? ""
            let verb = waiting.count == 1 ? "waits" : "wait"
            return "\(waiting.count.counted("message")) to \(name) \(verb): \(reason)\(next)"
        }
    }
}
