import Alerting
import Core
import Delivery
import Foundation
import PolicyFile
import Storage
import Synchronization
import TestSupport
import Testing
import TradingCalendar

/// A store, a relay, a receiver that answers as it is told, and a clock that stands still until somebody sleeps.
final class Post: Sendable {
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    let store: any MonitorStore = InMemoryStore(deployment: "d")
    let relay: OutboxRelay
    private let policy: Policy
    private let receiver: Receiver
    private let clock = VirtualClock(Post.start)

    /// - Parameter answers: what the receiver answers to a message at first; then it takes it.
    init(
        fallback: Bool = false, hasChat: Bool = true,
        answers: @escaping @Sendable (String) -> [DeliveryResponse] = { _ in [] }
    ) throws {
        let text = """
            version: 1
            deployment: d
            calendar: weekdays
            sources: {s: {csv: s.csv, time: date, columns: [{name: date, type: date}, {name: x, type: number}]}}
            checks:
              - {name: n, metric: null_percent, of: x, window: 1 session, warning: above 1, critical: above 50, owner: t, runbook: r}
            runbooks: {r: [{manual: Look}]}
            teams: {t: {channels: {warning: chat, critical: chat}}}
            channels:
              chat: {webhook: {url: "http://127.0.0.1:1/chat", secret: s}}
              spare: {webhook: {url: "http://127.0.0.1:1/spare", secret: s}}
            \(fallback ? "alerting: {fallback: spare}" : "")
            """
        policy = try #require(LoadedPolicy(text: text, path: "/nowhere/p.yml").policy)
        receiver = Receiver(clock, answers)
        let secrets = SecretSource(environment: [:]) { _ in nil }
        let channels = try policy.channels.filter { hasChat || $0.name != "chat" }.map {
            try DeliveryChannel($0, secrets: secrets)
        }
        relay = OutboxRelay(
            store,
            .init(
                decider: policy.decider, channels: channels, known: policy.channels.map(\.name),
                redactor: SecretRedactor(policy.channels, from: secrets)),
            transport: receiver, clock: clock)
    }

    /// Seconds that the receiver takes for every answer.
    func takes(_ seconds: TimeInterval) { receiver.seconds.withLock { $0 = seconds } }

    func drop(_ item: OutboxMessage) throws {
        var change = DeliveryChange([.init(item, to: DeliveryRules.dropped(item, "by ann", at: clock.now()))])
        change.decision = try store.decide(
            [.drop(item.message, by: "ann", reason: "enough")], by: policy.decider,
            at: try store.state().lastInstant ?? Post.start)
        try store.commit(change)
    }

    func isDown(_ isDown: @escaping @Sendable (Date) -> Bool) { receiver.isDown.withLock { $0 = isDown } }

    func deliver(patience: TimeInterval = 0) async throws -> OutboxRelay.Report {
        try await relay.deliver(until: clock.now().addingTimeInterval(patience))
    }

    /// The messages that the receiver got, with the incident.
    var told: [String] { receiver.requests.withLock { $0.map(\.text) } }
    var times: [Date] { receiver.requests.withLock { $0.map(\.at) } }
    /// The messages that it accepted.
    var taken: [String] { receiver.requests.withLock { $0.filter(\.isTaken).map(\.text) } }

    /// True if each incident's messages were taken in the order of their numbers.
    var isInOrder: Bool {
        Dictionary(grouping: taken) { $0.prefix(1) }.values.allSatisfy { texts in
            let numbers = texts.compactMap { $0.split(separator: " ").dropFirst(2).first.flatMap { Int($0) } }
            return numbers == Array(1...numbers.count)
        }
    }

    // MARK: - Writing

    /// Messages of an incident that are to be sent.
    func write(_ rendered: Character, _ kinds: [String], channel: String = "chat") throws {
        let id = String(repeating: rendered, count: 16)
        var decision = Decision(at: try store.state().lastInstant.map { $0 + 60 } ?? Post.start, isTick: true)
        let key = AlertKey(check: "n", subject: "x")
        let member = Incident.Member(
            key: key, origin: .init(layer: .data, isIntegrity: true, names: ["s"], owners: ["t"], firstStep: "Look"),
            severity: .warning, pendingAt: decision.at, firedAt: decision.at,
            snapshot: .init(value: 1, threshold: 1, reason: "r", evidence: .stored("")))
        var incident = Incident(
            id: id, openedAt: decision.at, occasion: .session(Day(ordinal: 19_675)), members: [member])
        incident.threads[channel] = .init(count: kinds.count, teams: ["t"])
        decision.incidents = [incident]
        decision.messages = try kinds.enumerated().map { number, kind in
            message(id, channel, try #require(Message.Kind(rawValue: kind)), number + 1)
        }
        try store.commit(decision, mode: .live)
    }

    func beat(_ number: Int) throws {
        var decision = Decision(at: Post.start + Double(number), isTick: true)
        decision.messages = [message("d", "chat", .heartbeat, number)]
        try store.commit(decision, mode: .live)
    }

    private func message(_ incident: String, _ channel: String, _ kind: Message.Kind, _ sequence: Int) -> Message {
        Message(
            incident: incident, channel: channel, kind: kind, sequence: sequence, teams: ["t"], at: Post.start,
            severity: .warning,
            content: .init(headline: "h", why: "w", openedAt: Post.start, alerts: [], owners: ["t"], firstStep: "Look"))
    }

    /// A session of the policy's only check.
    /// - Parameter breaches: whether it warns, and whether that is critical; none for clear.
    func tick(_ breaches: [Bool]) throws {
        let state = try store.state()
        let instant = state.lastInstant.map { $0 + 86_400 } ?? Post.start
        let isBreach = breaches.first ?? false
        let verdict: Verdict = isBreach ? (breaches.count > 1 ? .critical : .warning) : .ok
        let result = CheckResult(
            check: "n", metric: "null_percent", subject: "x", label: "x", layer: .data, verdict: verdict, threshold: 1,
            measurement: MeasuredValue(value: isBreach ? 10 : 0), owner: ["t"], firstStep: "Look", reason: "r")
        let session = Day(ordinal: Int(instant.timeIntervalSince1970) / 86_400)
        let decision = policy.decider.tick(
            [AlertKey(check: "n", subject: "x"): Evaluation(result, about: .session(session))], state, at: instant)
        try store.commit(decision, mode: .live)
    }
}

final class Receiver: Transport {
    struct Request: Sendable {
        let text: String
        let at: Date
        let isTaken: Bool
    }

    let requests = Mutex<[Request]>([])
    let seconds = Mutex<TimeInterval>(0)
    let isDown = Mutex<@Sendable (Date) -> Bool>({ _ in false })
    /// The threads of incidents, in the order in which they were heard of.
    private let threads = Mutex<[String: String]>([:])
    private let clock: VirtualClock
    private let answers: @Sendable (String) -> [DeliveryResponse]

    init(_ clock: VirtualClock, _ answers: @escaping @Sendable (String) -> [DeliveryResponse]) {
        self.clock = clock
        self.answers = answers
    }

    func perform(_ turn: DeliveryStep) async -> DeliveryResponse {
        guard case .request(let request) = turn, let key = request.headers["webhook-id"] else {
            return .unreachable("that is no webhook")
        }
        let text = text(key)
        let before = requests.withLock { all in all.count { $0.text == text } }
        let planned = answers(text)
        let answer: DeliveryResponse =
            isDown.withLock { $0(clock.now()) }
            ? .unreachable("no connection")
            : before < planned.count ? planned[before] : .http(status: 200, body: Data(), retryAfter: nil)
        await clock.sleep(until: clock.now() + seconds.withLock { $0 })
        requests.withLock {
            $0.append(Request(text: text, at: clock.now(), isTaken: answer.outcome.kind == .delivered))
        }
        return answer
    }

    /// `a fire 1`, `a fire 1 on spare`
    private func text(_ key: String) -> String {
        let parts = key.split(separator: "/").map(String.init)
        let name = threads.withLock { threads in
            if parts[0] == "d" { return "d" }
            if Set(parts[0]).count == 1 { return String(parts[0].prefix(1)) }
            let next = ["a", "b", "c"][threads.count % 3]
            return threads[parts[0], default: next]
        }
        threads.withLock { if name != "d" { $0[parts[0]] = name } }
        return "\(name) \(parts[2]) \(parts[3])\(parts[1] == "spare" ? " on spare" : "")"
    }
}

final class VirtualClock: WallClock {
    private let instant: Mutex<Date>

    init(_ start: Date) { instant = Mutex(start) }

    func now() -> Date { instant.withLock { $0 } }

    func sleep(until later: Date) async { instant.withLock { $0 = max($0, later) } }
}
