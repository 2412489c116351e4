import Alerting
import Checks
import Core
import Engine
import Foundation
import Ingestion
import PolicyFile
package import Storage
package import TradingCalendar

/// A scenario, run twice on the same history: with its faults, and without. What differs is what the faults caused.
package struct ScenarioRun {
    package let scenario: Scenario
    package let sessions: Int
    /// The effects of the faults: by the day at due instants of sessions, by the instant at others.
    package let caused: [Occasion: [String]]

    /// An effect that was expected and did not come, or came and was not expected.
    package struct Difference: Equatable, Sendable {
        package let occasion: Occasion
        /// The line of the file; nil for an effect that nobody expected.
        package let line: Int?
        package let text: String
    }

    package let differences: [Difference]

    /// - Parameters:
    ///   - advance: is told how many of the instants of both executions are decided.
    ///   - makeStore: an empty store for a deployment; asked again with the same name it is the store of before, as
    ///     after a restart.
    /// - Throws: ``InputFailure`` and ``ScenarioProblems``.
    package init(
        path: String, advance: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        makeStore: (_ deployment: String, _ name: String) throws -> any MonitorStore
    ) throws {
        let read = try ScenarioReader.read(path: path)
        guard let scenario = read.scenario else { throw ScenarioProblems(problems: read.problems) }
        let directory = URL(filePath: path).deletingLastPathComponent()
        let policyPath = URL(filePath: scenario.policy, relativeTo: directory).path(percentEncoded: false)
        let loaded = try LoadedPolicy(path: policyPath)
        guard let policy = loaded.policy else {
            throw ScenarioProblems(
                problems: read.problems
                    + loaded.problems.filter { $0.kind == .error }.map {
                        "\(policyPath):\($0.line):\($0.column): \($0.message)"
                    })
        }
        let names = policy.checkNames
        let unknown = scenario.checks.filter { !names.contains($0) }.map {
            "\(path): checks: no check is called \"\($0)\"\(suggestion(for: $0, among: names))"
        }
        // With an unknown check among them, what is expected of it is no second mistake.
        let watched = policy.keeping {
            scenario.checks.isEmpty || !unknown.isEmpty || scenario.checks.contains($0.name)
        }
        let problems =
            read.problems + unknown + ScenarioCheck.problems(scenario, watched, isWhole: read.problems.isEmpty)
        guard problems.isEmpty else { throw ScenarioProblems(problems: problems) }
        let executions = scenario.injections.isEmpty ? 1 : 2
        let planted = try ScenarioRun.lines(
            of: scenario, watched, isPlanted: true, advance: { advance($0, executions * $1) },
            openStore: { try makeStore($0, "with the fault") })
        let control =
            scenario.injections.isEmpty
            ? [:]
            : try ScenarioRun.lines(
                of: scenario, watched, isPlanted: false, advance: { advance($1 + $0, 2 * $1) },
                openStore: { try makeStore($0, "without the fault") })
        caused = ScenarioRun.difference(planted, control)
        sessions = policy.calendar.count(from: scenario.from.day, through: scenario.to.day)
        guard
            !caused.isEmpty || scenario.moments.contains(where: { !$0.expectations.isEmpty })
                || scenario.injections.isEmpty
        else {
            throw ScenarioProblems(problems: ["\(path): the fault changes nothing, and nothing is expected"])
        }
        differences = ScenarioRun.compare(caused, scenario)
        self.scenario = scenario
    }

    // MARK: - Running

    private static func lines(
        of scenario: Scenario, _ policy: Policy, isPlanted: Bool, advance: (_ done: Int, _ total: Int) -> Void,
        openStore: (String) throws -> any MonitorStore
    ) throws -> [Occasion: [String]] {
        let calendar = policy.calendar
        let end = scenario.to.instant ?? calendar.endOfDay(scenario.to.day)
        let start =
            scenario.from.instant
            ?? calendar.endOfDay(scenario.from.day.advanced(by: -1)).addingTimeInterval(1)
        let due = policy.schedule.instants(from: start, through: end)
        guard !due.isEmpty else {
            throw ScenarioProblems(
                problems: ["\(scenario.path): there is no session from \(scenario.from) to \(scenario.to)"])
        }
        var execution = ScenarioExecution(
            try history(scenario, policy, isPlanted: isPlanted, through: end), store: try openStore(policy.deployment),
            isPlanted: isPlanted, path: scenario.path)
        let scheduled = Set(due)
        let instants = scheduled.union(scenario.moments.compactMap(\.occasion.instant)).sorted()
        for (number, instant) in instants.enumerated() {
            advance(number, instants.count)
            let occasion = execution.occasion(of: instant)
            if scheduled.contains(instant) {
                try execution.tick(at: instant)
            } else {
                try execution.tickIfChanged(at: instant)
            }
            for moment in scenario.moments where moment.occasion == occasion && !moment.actions.isEmpty {
                // Actions of a day are done after its last tick.
                let later = instants[(number + 1)...].prefix { $0 <= calendar.endOfDay(occasion.day) }
                guard !later.contains(where: { execution.occasion(of: $0) == occasion }) else { continue }
                for (line, action) in moment.actions {
                    try execution.follow(action, of: line, at: instant) { try openStore(policy.deployment) }
                }
            }
        }
        return execution.lines
    }

    private static func history(
        _ scenario: Scenario, _ policy: Policy, isPlanted: Bool, through end: Date
    ) throws -> DeploymentHistory {
        var readers: [SourceReader] = []
        var failures: [String: InputFailure] = [:]
        for settings in policy.sources {
            let loads = scenario.loads.filter { $0.source == settings.name }
            do {
                readers.append(
                    loads.isEmpty
                        ? try SourceReader(settings, policy: policy)
                        : SourceReader(loads, settings, calendar: policy.calendar))
            } catch let failure as InputFailure {
                // As in a tick: its checks say so.
                failures[settings.name] = failure
            }
        }
        if isPlanted, !scenario.injections.isEmpty {
            var injections = readers.map { _ in [Scenario.Injection]() }
            for injection in scenario.injections {
                let at = readers.firstIndex { reader in
                    injection.source.map { $0 == reader.settings.name }
                        ?? injection.fault.column.map { reader.settings.contract[$0] != nil } ?? true
                }
                guard let at else {
                    throw failures.min { $0.key < $1.key }?.value
                        ?? InputFailure(path: scenario.path, line: injection.line, "no source to plant in")
                }
                injections[at].append(injection)
            }
            readers = zip(readers, injections).map { $1.isEmpty ? $0 : FaultInjectedFeed($0, injecting: $1).reader }
        }
        let needsModel = policy.checks.contains {
            $0.isAboutModel || $0.metric.has(.baseline) && $0.baseline == .champion
        }
        return DeploymentHistory(
            policy, readers: readers, model: needsModel ? try ModelReader(policy, readers: readers, through: end) : nil,
            sourceFailures: failures)
    }

    // MARK: - Comparing

    /// The lines of one execution that the other lacks; lines that only the other has begin with "not: ".
    private static func difference(_ planted: [Occasion: [String]], _ control: [Occasion: [String]]) -> [Occasion:
        [String]]
    {
        var caused: [Occasion: [String]] = [:]
        for occasion in Set(planted.keys).union(control.keys) {
            var others = control[occasion] ?? []
            var lines: [String] = []
            for line in planted[occasion] ?? [] {
                if let at = others.firstIndex(of: line) { others.remove(at: at) } else { lines.append(line) }
            }
            lines += others.map { "not: \($0)" }
            if !lines.isEmpty { caused[occasion] = lines }
        }
        return caused
    }

    private static func compare(_ caused: [Occasion: [String]], _ scenario: Scenario) -> [Difference] {
        var left = caused
        var differences: [Difference] = []
        for moment in scenario.moments {
            for (line, text) in moment.expectations {
                if let at = left[moment.occasion]?.firstIndex(of: text) {
                    left[moment.occasion]?.remove(at: at)
                } else {
                    differences.append(Difference(occasion: moment.occasion, line: line, text: text))
                }
            }
        }
        for (occasion, lines) in left {
            differences += lines.map { Difference(occasion: occasion, line: nil, text: $0) }
        }
        return differences.sorted { ($0.occasion, $0.line ?? .max, $0.text) < ($1.occasion, $1.line ?? .max, $1.text) }
    }
}
