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
        let history = try DeploymentHistory.readable(
            policy, through: policy.calendar.endOfDay(policy.calendar.span.upperBound))
        let read = Usage()
        let first = span.0 ?? history.readers.compactMap { $0.days.compactMap { $0 }.first }.min()
        let last =
            span.1.map { policy.calendar.endOfDay($0) }
            ?? policy.checks.compactMap { history.lastInstant(of: $0) }.max()
        guard let first, let last else { return }
        let instants = policy.schedule.instants(from: policy.calendar.endOfDay(first.advanced(by: -1)), through: last)
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
        print("everything decided: \(digest(store, policy, through: instants[instants.count - 1]))")
        print(
            """
            \(store.incidents(IncidentQuery()).count) incidents, \
            \(store.outbox(OutboxQuery(states: [.withheld, .pending])).count) messages
            """)
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
