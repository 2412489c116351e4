import Alerting
import Checks
import Core
import Engine
import Foundation
import PolicyFile
import Storage
import TradingCalendar

/// Ticks through every session of a policy's history into a store in memory, and says what that cost. For `make bench`;
/// the program that people use has no such verb.
@main
enum Replay {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 2 || arguments.count == 4 else {
            print("usage: replay POLICY [FROM TO]")
            exit(64)
        }
        guard let policy = try LoadedPolicy(path: arguments[1]).policy else {
            print("the policy does not validate")
            exit(65)
        }
        let span = arguments.count == 4 ? (Day(iso: arguments[2]), Day(iso: arguments[3])) : (nil, nil)
        let start = Usage()
        let history = try readable(policy)
        let read = Usage()
        let instants = instants(of: policy, history, span)
        guard let last = instants.last else { return }
        let store = InMemoryStore(deployment: policy.deployment)
        let ticker = Ticker(history)
        print("read and trained: \(read.since(start))")
        let parts = 4
        var before = Usage()
        let begin = before
        for part in 0..<parts {
            let range = (part * instants.count / parts)..<((part + 1) * instants.count / parts)
            for instant in instants[range] { try ticker.tick(store, at: instant, .past, among: instants) }
            let now = Usage()
            print("\(range.count) ticks to \(instants[range.upperBound - 1]): \(now.since(before))")
            before = now
        }
        print("\(instants.count) ticks: \(before.since(begin)); peak memory \(before.peakMegabytes) MB")
        print("everything decided: \(digest(store, policy, through: last))")
        print(
            """
            \(store.incidents(IncidentQuery()).count) incidents, \
            \(store.outbox(OutboxQuery(states: [.withheld, .pending])).count) messages
            """)
        try repeatChecks(path: arguments[1], instants: Array(instants.suffix(252)))
    }

    /// Ticks through the last year with every check once, twice and four times.
    private static func repeatChecks(path: String, instants: [Date]) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard let start = text.range(of: "\nchecks:\n")?.upperBound else { return }
        let end = text[start...].range(of: "\n\n[a-z]", options: .regularExpression)?.lowerBound ?? text.endIndex
        for times in [1, 2, 4] {
            let copies = (1..<times).map { copy in
                text[start..<end].replacingOccurrences(of: "{name: ", with: "{name: copy-\(copy)-")
            }
            let repeated = text[..<end] + copies.map { "\n" + $0 }.joined() + text[end...]
            guard let policy = LoadedPolicy(text: String(repeated), path: path).policy else { return }
            let ticker = Ticker(try readable(policy))
            let store = InMemoryStore(deployment: policy.deployment)
            // The first computes what all others use again.
            for instant in instants.prefix(1) { try ticker.tick(store, at: instant, .past) }
            let begin = Usage()
            for instant in instants.dropFirst() { try ticker.tick(store, at: instant, .past, among: instants) }
            print("\(policy.checks.count) checks, \(instants.count - 1) ticks: \(Usage().since(begin))")
        }
    }

    private static func readable(_ policy: Policy) throws -> DeploymentHistory {
        try DeploymentHistory.readable(policy, through: policy.calendar.endOfDay(policy.calendar.span.upperBound))
    }

    private static func instants(of policy: Policy, _ history: DeploymentHistory, _ span: (Day?, Day?)) -> [Date] {
        let first = span.0 ?? history.readers.compactMap { $0.days.compactMap { $0 }.first }.min()
        let last =
            span.1.map { policy.calendar.endOfDay($0) }
            ?? policy.checks.compactMap { history.lastInstant(of: $0) }.max()
        guard let first, let last else { return [] }
        return policy.schedule.instants(from: policy.calendar.endOfDay(first.advanced(by: -1)), through: last)
    }

    /// Names what was decided and observed, so that two builds can be compared.
    private static func digest(_ store: InMemoryStore, _ policy: Policy, through instant: Date) -> Digest {
        var text = ""
        for row in store.audit(incident: nil, after: 0, limit: .max) { text += "\(row.hash)\n" }
        let span = policy.calendar.span
        for rule in policy.checks {
            for subject in rule.subjects {
                let key = AlertKey(check: rule.name, subject: rule.name(of: subject))
                for observation in store.observations(of: key, about: span, asOf: instant) {
                    text += "\(key) \(observation)\n"
                }
            }
        }
        return Digest.sha256(text)
    }
}

struct Usage {
    let wall = Date()
    let processor: Double
    let peakMegabytes: Int

    init() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        processor = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        peakMegabytes = usage.ru_maxrss / 1024
    }

    func since(_ other: Usage) -> String {
        String(
            format: "%.2f s, %.2f s of processor time", wall.timeIntervalSince(other.wall), processor - other.processor)
    }
}
