import Alerting
import Checks
import Core
import Engine
import Foundation
import PolicyFile
import Storage
import TradingCalendar

/// One of the two executions of a scenario.
struct ScenarioExecution {
    private var ticker: Ticker
    private var history: DeploymentHistory
    private var store: any MonitorStore
    private let isPlanted: Bool
    private let path: String
    /// By the day at due instants of sessions, by the instant at others.
    private(set) var lines: [Occasion: [String]] = [:]

    init(_ history: DeploymentHistory, store: any MonitorStore, isPlanted: Bool, path: String) {
        ticker = Ticker(history)
        self.history = history
        self.store = store
        self.isPlanted = isPlanted
        self.path = path
    }

    /// The occasion that an instant belongs to: the exchange's day at the due instant of a session, else the instant.
    func occasion(of instant: Date) -> Occasion {
        ticker.policy.schedule.isDue(at: instant)
            ? .session(ticker.policy.calendar.zone.day(of: instant)) : .instant(instant)
    }

    mutating func tick(at instant: Date) throws {
        try tick(at: instant, belongingTo: occasion(of: instant))
    }

    /// A tick as somebody makes it between the instants of the policy: it judges only what has changed.
    mutating func tickIfChanged(at instant: Date) throws {
        guard ticker.hasWork(try store.state(), at: instant) else { return }
        try tick(at: instant)
    }

    private mutating func tick(at instant: Date, belongingTo occasion: Occasion) throws {
        let state = try store.state()
        let tick = try ticker.tick(store, at: instant, .past)
        lines[occasion, default: []] += Transitions.lines(tick.decision, from: state)
    }

    mutating func follow(
        _ action: Scenario.Action, of line: Int, at instant: Date, reopen: () throws -> any MonitorStore
    ) throws {
        let place = Place(line: line, instant: instant, occasion: occasion(of: instant))
        switch action {
        case .restart:
            // Locks of the old process end with its store.
            store = InMemoryStore(deployment: store.deployment)
            store = try reopen()
            ticker = Ticker(history)
        case .remove(let check):
            history = history.with(history.policy.keeping { $0.name != check })
            ticker = Ticker(history)
        case .clockBack(let hours):
            let now = instant.addingTimeInterval(Double(-3600 * hours))
            for due in ticker.policy.schedule.due(after: try store.state().lastInstant, through: now) {
                try tick(at: due, belongingTo: place.occasion)
            }
        case .acknowledge(let check, let subject, let by, let holding):
            try command(on: AlertKey(check: check, subject: subject), at: place) {
                .acknowledge(incident: $0, by: by, holding: holding)
            }
        case .mitigate(let check, let subject, let by, let holding):
            try command(on: AlertKey(check: check, subject: subject), at: place) {
                .mitigate(incident: $0, by: by, holding: holding)
            }
        case .resolve(let check, let subject, let by):
            try command(on: AlertKey(check: check, subject: subject), at: place) {
                .resolve(incident: $0, by: by, reason: "in a scenario")
            }
        case .close(let check, let subject, let by):
            try command(on: AlertKey(check: check, subject: subject), at: place, isResolved: true) {
                .close(incident: $0, by: by)
            }
        case .silence(let written, let until, let by, let reason):
            let end = until.instant ?? history.policy.calendar.endOfDay(until.day)
            let matchers = try matchers(written, line: line)
            try follow(
                .silence(Silence(matchers: matchers, author: by, reason: reason, start: instant, end: end)), at: place)
        }
    }

    /// The line of an action, and when it is done.
    private struct Place {
        let line: Int
        let instant: Date
        let occasion: Occasion
    }

    private func matchers(_ written: [String: String], line: Int) throws -> [Silence.Matcher: String] {
        var matchers: [Silence.Matcher: String] = [:]
        for (name, value) in written {
            guard let matcher = Silence.Matcher(rawValue: name) else {
                let names = Silence.Matcher.allCases.map(\.rawValue)
                let known = names.joined(separator: ", ")
                throw ScenarioProblems(
                    problems: ["\(path):\(line): \"\(name)\" is none of \(known)\(suggestion(for: name, among: names))"]
                )
            }
            matchers[matcher] = value
        }
        return matchers
    }

    /// A command on the youngest incident that has an alert.
    private mutating func command(
        on key: AlertKey, at place: Place, isResolved: Bool = false, _ make: (String) -> Command
    ) throws {
        let incidents = try store.incidents().filter { $0.members.contains { $0.key == key } }
        guard let incident = incidents.last(where: { $0.isResolved == isResolved }) ?? incidents.last else {
            // Without the fault there may be nothing to act on.
            guard isPlanted else { return }
            throw ScenarioProblems(
                problems: ["\(path):\(place.line): there is no incident with \(key) at \(place.occasion)"])
        }
        try follow(make(incident.id), at: place)
    }

    private mutating func follow(_ command: Command, at place: Place) throws {
        var state = try store.state()
        state.incidents += try store.incidents().filter(\.isResolved)
        do {
            let decision = try store.follow(command, by: history.policy.decider, at: place.instant)
            lines[place.occasion, default: []] += Transitions.lines(decision, from: state)
        } catch let refusal as Refusal {
            guard isPlanted else { return }
            throw ScenarioProblems(problems: ["\(path):\(place.line): \(refusal)"])
        }
    }
}
