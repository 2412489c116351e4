import Checks
import Core
import Dispatch
import Engine
import Foundation
import PolicyFile
import Synchronization
import TradingCalendar

/// Evaluates every rule of a policy on every session of a span and says how long that took. For `Benchmarks/walk.py`;
/// the program that people use has no such verb.
@main
enum Walk {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let first = Day(iso: arguments[2]), let last = Day(iso: arguments[3]) else {
            print("usage: walk POLICY FROM TO")
            exit(64)
        }
        guard let policy = try LoadedPolicy(path: arguments[1]).policy else {
            print("the policy does not validate")
            exit(65)
        }
        let start = Date()
        let history = try DeploymentHistory(policy, through: policy.calendar.endOfDay(last))
        let known = history.known(at: policy.calendar.endOfDay(last))
        let prepared = Date()
        let sessions = policy.calendar.count(from: first, through: last)
        let rules = policy.checks.flatMap { rule in rule.subjects.map { (rule, $0) } }
        let found = Mutex<[Int: Outcome]>([:])
        DispatchQueue.concurrentPerform(iterations: rules.count) { index in
            let (rule, subject) = rules[index]
            let outcome = walk(rule, subject: subject, known: known, history: history, first: first, last: last)
            found.withLock { $0[index] = outcome }
        }
        let seconds = Date().timeIntervalSince(prepared)
        let outcomes = found.withLock { found in rules.indices.compactMap { found[$0] } }
        let report: JSONValue = [
            "sessions": .integer(sessions), "seconds": .number(seconds),
            "prepare_seconds": .number(prepared.timeIntervalSince(start)),
            "rules": .array(outcomes.map(\.json)),
        ]
        print(report.text(), terminator: "")
    }

    struct Outcome {
        let name: String
        let evaluated: Int
        let alarms: Int
        let last: Double?
        let seconds: Double

        var json: JSONValue {
            [
                "rule": .string(name), "evaluated": .integer(evaluated), "alarm_days": .integer(alarms),
                "last": JSONValue(last), "seconds": .number(seconds),
            ]
        }
    }

    /// The value and the breach of a rule on each session: rolled along where the measure can be, else judged anew.
    static func walk(
        _ rule: CheckRule, subject: CheckRule.Subject, known: KnownEvidence, history: DeploymentHistory,
        first: Day, last: Day
    ) -> Outcome {
        let start = Date()
        let name = "\(rule.name) \(rule.name(of: subject))"
        guard let evidence = known.evidence(for: rule) else {
            return Outcome(name: name, evaluated: 0, alarms: 0, last: nil, seconds: 0)
        }
        if let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: evidence) {
            let past = evaluator.history(from: first, through: last)
            let thresholds = rule.limits.compactMap { item -> Threshold? in
                if case .threshold(let threshold) = item.limit { threshold } else { nil }
            }
            let alarms = past.values.count { value in
                value.map { value in thresholds.contains { $0.isBreached(by: value) } } ?? false
            }
            return Outcome(
                name: name, evaluated: past.evaluated, alarms: alarms, last: past.values.last ?? nil,
                seconds: Date().timeIntervalSince(start))
        }
        let judge = Judge(rule: rule, firstStep: "")
        let calendar = history.policy.calendar
        var evaluated = 0
        var alarms = 0
        var value: Double?
        for position in calendar.firstPosition(from: first)..<calendar.firstPosition(from: last.advanced(by: 1)) {
            let instant = calendar.endOfDay(calendar.sessions[position])
            guard let evidence = history.evidence(for: rule, at: instant) else { continue }
            let result = judge.result(subject, evidence: evidence, deployment: history.policy.deployment)
            value = result.measurement.value
            evaluated += value == nil ? 0 : 1
            alarms += result.verdict == .critical || result.verdict == .warning ? 1 : 0
        }
        return Outcome(
            name: name, evaluated: evaluated, alarms: alarms, last: value, seconds: Date().timeIntervalSince(start))
    }
}
