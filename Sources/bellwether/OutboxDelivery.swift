import Alerting
import Core
import Delivery
import Foundation
import PolicyFile
import Presentation
import Reports
import Storage
import Store

/// Sends what is in a store's outbox, for the verbs that do, and says what became of it.
final class OutboxDelivery {
    private let store: SQLiteStore
    private let policy: Policy
    private let relay: OutboxRelay
    private let transport: OutsideTransport
    private var settled: [String] = []
    private var isRecovered = false

    init(_ store: SQLiteStore, _ policy: Policy, _ channels: [DeliveryChannel], _ format: Output.Format) {
        self.store = store
        self.policy = policy
        transport = OutsideTransport(roots: ProcessInfo.processInfo.environment["SSL_CERT_FILE"]) { lines in
            // In JSON it stands among the messages of the answer.
            if format == .text { try Output.write(lines.map { "\($0.printable)\n" }.joined()) }
        }
        relay = OutboxRelay(
            store, decider: policy.decider, channels: channels, known: policy.channels.map(\.name),
            transport: transport,
            clock: RealClock())
    }

    /// Sends what is due; until an instant, if there is one, what is to be tried again, too.
    func deliver(until deadline: Date = .distantPast) async throws {
        if !isRecovered {
            try relay.recover()
            isRecovered = true
        }
        let report = try await relay.deliver(until: deadline)
        settled += report.settled
        for note in report.dead { Output.note("bellwether: \(note.printable)") }
    }

    /// Ends connections, after saying what was not sent.
    func close() async throws {
        for note in try relay.waiting() { Output.note("bellwether: \(note.printable)") }
        await transport.close()
    }

    /// The messages that were written now and those that were sent now, with their states.
    /// - Parameter written: their keys.
    func reports(_ written: [String]) throws -> [MessageReport] {
        try messages(written).map { MessageReport($0, by: policy.decider) }
    }

    func messages(_ written: [String]) throws -> [OutboxMessage] {
        try store.outbox(keys: written + settled)
    }

    /// How long to wait for what is to be tried again, as the option `--wait` says it.
    static func patience(_ text: String) -> TimeInterval {
        guard let seconds = DurationText.seconds(text) else {
            Output.fail("--wait \"\(text)\" is not a time such as \"30 seconds\"", code: .usage)
        }
        return TimeInterval(seconds)
    }

    // MARK: - Channels

    /// Those of the policy whose settings are all there.
    static func present(_ policy: Policy) -> [DeliveryChannel] {
        policy.channels.compactMap { settings in
            // What is absent is said where something waits for it.
            try? channel(settings, policy)
        }
    }

    /// Those that somebody can be told on; ends the program where a setting of one is absent.
    static func required(_ policy: Policy, path: String) -> [DeliveryChannel] {
        let routed = Set(
            policy.teams.flatMap { $0.warningChannels + $0.criticalChannels }
                + [policy.alerting.heartbeat, policy.alerting.fallback].compactMap { $0 })
        var absent: [DeliveryChannel.MissingSettings] = []
        var channels: [DeliveryChannel] = []
        for settings in policy.channels {
            do throws(DeliveryChannel.MissingSettings) {
                channels.append(try channel(settings, policy))
            } catch {
                if routed.contains(settings.name) { absent.append(error) }
            }
        }
        guard !absent.isEmpty else { return channels }
        for problem in absent { Output.note("\(path):\(problem.line): error: \(problem.description.printable)") }
        Output.fail(
            "nothing was decided and nothing sent: settings of \(absent.count.counted("channel")) are absent",
            code: .dataError)
    }

    private static func channel(_ settings: ChannelSettings, _ policy: Policy) throws(DeliveryChannel.MissingSettings)
        -> DeliveryChannel
    {
        try DeliveryChannel(settings, environment: ProcessInfo.processInfo.environment) { text(of: $0, policy) }
    }

    /// All of the policy, with what is set of their settings: to hide it.
    static func forHiding(_ policy: Policy) -> [DeliveryChannel] {
        policy.channels.map { settings in
            DeliveryChannel(forHiding: settings, environment: ProcessInfo.processInfo.environment) {
                text(of: $0, policy)
            }
        }
    }

    private static func text(of path: String, _ policy: Policy) -> String? {
        FileManager.default.contents(atPath: policy.path(path)).map {
            String(decoding: $0.prefix(4_096), as: UTF8.self)
        }
    }
}
