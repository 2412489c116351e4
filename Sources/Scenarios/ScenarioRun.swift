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
    /// What the faults caused, by the day.
    package let caused: [Day: [String]]

    /// What was expected and did not come, or came and was not expected.
    package struct Difference: Equatable, Sendable {
        package let day: Day
        /// Where it stands in the file; nil for what nobody expected.
        package let line: Int?
        package let text: String
    }

    package let differences: [Difference]

    /// - Parameter makeStore: an empty store for a deployment; asked again with the same name it is the store of before, as after
    ///   a restart.
    /// - Throws: ``InputFailure`` and ``ScenarioProblems``.
    package init(path: String, makeStore: (_ deployment: String, _ name: String) throws -> any MonitorStore) throws {
        let scenario = try ScenarioReader.read(path: path)
        let directory = URL(filePath: path).deletingLastPathComponent()
        let policyPath = URL(filePath: scenario.policy, relativeTo: directory).path(percentEncoded: false)
        let loaded = try LoadedPolicy(path: policyPath)
        guard let policy = loaded.policy else {
            throw ScenarioProblems(
                problems: loaded.problems.filter { $0.kind == .error }.map {
                    "\(policyPath):\($0.line):\($0.column): \($0.message)"
                })
        }
        let names = policy.checkNames
        let unknown = scenario.checks.filter { !names.contains($0) }
        guard unknown.isEmpty else {
            throw ScenarioProblems(
                problems: unknown.map {
                    "\(path): checks: no check is called \"\($0)\"\(suggestion(for: $0, among: names))"
                })
        }
        let watched = policy.keeping { scenario.checks.isEmpty || scenario.checks.contains($0.name) }
        let problems = ScenarioCheck.problems(scenario, watched)
        guard problems.isEmpty else { throw ScenarioProblems(problems: problems) }
        let planted = try ScenarioRun.lines(scenario, watched, isPlanted: true) { try makeStore($0, "with the fault") }
        let control =
            scenario.plants.isEmpty
            ? [:]
            : try ScenarioRun.lines(scenario, watched, isPlanted: false) { try makeStore($0, "without the fault") }
        caused = ScenarioRun.difference(planted, control)
        sessions = policy.calendar.count(from: scenario.from, through: scenario.to)
        guard
            !caused.isEmpty || scenario.moments.contains(where: { !$0.expectations.isEmpty }) || scenario.plants.isEmpty
        else {
            throw ScenarioProblems(problems: ["\(path): the fault changes nothing, and nothing is expected"])
        }
        differences = ScenarioRun.compare(caused, scenario)
        self.scenario = scenario
    }

    // MARK: - Running

    private static func lines(
        _ scenario: Scenario, _ policy: Policy, isPlanted: Bool, _ openStore: (String) throws -> any MonitorStore
    ) throws -> [Day: [String]] {
        let calendar = policy.calendar
        let end = calendar.endOfDay(scenario.to)
        let history = try history(scenario, policy, isPlanted: isPlanted, through: end)
        let start = calendar.endOfDay(scenario.from.advanced(by: -1)).addingTimeInterval(1)
        let instants = policy.schedule.instants(from: start, through: end)
        guard !instants.isEmpty else {
            throw ScenarioProblems(
                problems: ["\(scenario.path): there is no session from \(scenario.from) to \(scenario.to)"])
        }
        var course = Course(
            ticker: Ticker(history), history: history, store: try openStore(policy.deployment),
            isPlanted: isPlanted, path: scenario.path)
        for (number, instant) in instants.enumerated() {
            let day = calendar.zone.day(of: instant)
            try course.tick(at: instant, day)
            let isLastOfDay = number + 1 == instants.count || calendar.zone.day(of: instants[number + 1]) != day
            for moment in scenario.moments where isLastOfDay && moment.day == day {
                for (line, action) in moment.actions {
                    try course.follow(action, at: instant, day, line: line) { try openStore(policy.deployment) }
                }
            }
        }
        return course.lines
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
        if isPlanted, !scenario.plants.isEmpty {
            var plants = readers.map { _ in [Scenario.Plant]() }
            for plant in scenario.plants {
                let at = readers.firstIndex { reader in
                    plant.source.map { $0 == reader.settings.name }
                        ?? plant.fault.column.map { reader.settings.contract[$0] != nil } ?? true
                }
                guard let at else {
                    throw failures.min { $0.key < $1.key }?.value
                        ?? InputFailure(path: scenario.path, line: plant.line, "no source to plant in")
                }
                plants[at].append(plant)
            }
            readers = zip(readers, plants).map { $1.isEmpty ? $0 : FaultInjectedFeed($0, $1).reader }
        }
        let needsModel = policy.checks.contains { $0.isAboutModel || $0.metric.hasBaseline && $0.baseline == .champion }
        return DeploymentHistory(
            policy, readers: readers, model: needsModel ? try ModelReader(policy, readers: readers, through: end) : nil,
            sourceFailures: failures)
    }

    // MARK: - Comparing

    /// What is in one and not in the other; what is missing from the first is said as such.
    private static func difference(_ planted: [Day: [String]], _ control: [Day: [String]]) -> [Day: [String]] {
        var caused: [Day: [String]] = [:]
        for day in Set(planted.keys).union(control.keys) {
            var others = control[day] ?? []
            var lines: [String] = []
            for line in planted[day] ?? [] {
                if let at = others.firstIndex(of: line) { others.remove(at: at) } else { lines.append(line) }
            }
            lines += others.map { "not: \($0)" }
            if !lines.isEmpty { caused[day] = lines }
        }
        return caused
    }

    private static func compare(_ caused: [Day: [String]], _ scenario: Scenario) -> [Difference] {
        var left = caused
        var differences: [Difference] = []
        for moment in scenario.moments {
            for (line, text) in moment.expectations {
                if let at = left[moment.day]?.firstIndex(of: text) {
                    left[moment.day]?.remove(at: at)
                } else {
                    differences.append(Difference(day: moment.day, line: line, text: text))
                }
            }
        }
        for (day, lines) in left { differences += lines.map { Difference(day: day, line: nil, text: $0) } }
        return differences.sorted { ($0.day, $0.line ?? .max, $0.text) < ($1.day, $1.line ?? .max, $1.text) }
    }
}

/// One of the two courses of a scenario.
private struct Course {
    var ticker: Ticker
    var history: DeploymentHistory
    var store: any MonitorStore
    let isPlanted: Bool
    let path: String
    var lines: [Day: [String]] = [:]

    mutating func tick(at instant: Date, _ day: Day) throws {
        let state = try store.state()
        let tick = try ticker.tick(store, at: instant, .past)
        lines[day, default: []] += Transitions.lines(tick.decision, from: state)
    }

    mutating func follow(
        _ action: Scenario.Action, at instant: Date, _ day: Day, line: Int,
        reopen: () throws -> any MonitorStore
    ) throws {
        switch action {
        case .restart:
            // What the old process held goes with it.
            store = InMemoryStore(deployment: store.deployment)
            store = try reopen()
            ticker = Ticker(history)
        case .remove(let check):
            history = history.with(history.policy.keeping { $0.name != check })
            ticker = Ticker(history)
        case .clockBack(let hours):
            let now = instant.addingTimeInterval(Double(-3600 * hours))
            for due in ticker.policy.schedule.due(after: try store.state().lastInstant, through: now) {
                try tick(at: due, day)
            }
        case .acknowledge(let check, let subject, let by, let holding):
            try command(check, subject, instant, day, line) { .acknowledge(incident: $0, by: by, holding: holding) }
        case .mitigate(let check, let subject, let by, let holding):
            try command(check, subject, instant, day, line) { .mitigate(incident: $0, by: by, holding: holding) }
        case .resolve(let check, let subject, let by):
            try command(check, subject, instant, day, line) { .resolve(incident: $0, by: by, reason: "in a scenario") }
        case .close(let check, let subject, let by):
            try command(check, subject, instant, day, line, resolved: true) { .close(incident: $0, by: by) }
        case .silence(let written, let until, let by, let reason):
            var matchers: [Silence.Matcher: String] = [:]
            for (name, value) in written {
                guard let matcher = Silence.Matcher(rawValue: name) else {
                    let names = Silence.Matcher.allCases.map(\.rawValue)
                    throw ScenarioProblems(
                        problems: [
                            "\(path):\(line): \"\(name)\" is none of \(names.joined(separator: ", "))\(suggestion(for: name, among: names))"
                        ])
                }
                matchers[matcher] = value
            }
            let end = history.policy.calendar.endOfDay(until)
            try follow(
                .silence(Silence(matchers: matchers, author: by, reason: reason, start: instant, end: end)), instant,
                day,
                line)
        }
    }

    /// A command on the youngest incident that has an alert of a check and subject.
    private mutating func command(
        _ check: String, _ subject: String, _ instant: Date, _ day: Day, _ line: Int, resolved: Bool = false,
        _ make: (String) -> Command
    ) throws {
        let key = AlertKey(check: check, subject: subject)
        let incidents = try store.incidents().filter { $0.members.contains { $0.key == key } }
        guard let incident = incidents.last(where: { $0.isResolved == resolved }) ?? incidents.last else {
            // Without the fault there may be nothing to act on.
            guard isPlanted else { return }
            throw ScenarioProblems(problems: ["\(path):\(line): there is no incident with \(key) at \(day)"])
        }
        try follow(make(incident.id), instant, day, line)
    }

    private mutating func follow(_ command: Command, _ instant: Date, _ day: Day, _ line: Int) throws {
        var state = try store.state()
        state.incidents += try store.incidents().filter(\.isResolved)
        do {
            let decision = try store.follow(command, by: history.policy.decider, at: instant)
            lines[day, default: []] += Transitions.lines(decision, from: state)
        } catch let refusal as Refusal {
            guard isPlanted else { return }
            throw ScenarioProblems(problems: ["\(path):\(line): \(refusal)"])
        }
    }
}
