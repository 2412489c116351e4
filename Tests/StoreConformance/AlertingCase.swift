import Alerting
import Core
import Foundation
import Presentation
import Reports
package import Storage
import TestSupport
import Testing
import TradingCalendar

/// A course of verdicts and commands with what must come of it, by `Tests/Fixtures/alerting/reference.py`.
package struct AlertingCase: Sendable, CustomTestStringConvertible {
    let json: JSON

    package var testDescription: String { json.name.string }

    package static func all() throws -> [AlertingCase] {
        try Fixtures.tree("alerting/alerting.json").cases.array.map(AlertingCase.init)
    }

    var isNamed: Bool { !json.name.string.hasPrefix("random") }

    /// The named ones and some of the others: for stores that are slow.
    package static func some() throws -> [AlertingCase] {
        let cases = try all()
        return cases.filter(\.isNamed) + cases.filter { !$0.isNamed }.prefix(15)
    }

    private var calendar: TradingCalendar { .weekdays }
    private var sessions: [Day] { json.sessions.strings.compactMap { Day(iso: $0) } }

    private func instant(_ session: Int) -> Date { calendar.due(sessions[session], lag: .none) }

    /// The policy as it is at a session: without the checks that were removed by then.
    private func decider(_ session: Int) -> Decider {
        let checks = json.checks.array.enumerated().filter { !json.observations[session][$0.offset].isNull }
        return Decider(
            deployment: json.deployment.string, calendar: calendar, rules: checks.map { rule($0.element) },
            teams: json.teams.array.map { team in
                Team(
                    name: team.name.string, warningChannels: team.warning.strings,
                    criticalChannels: team.critical.strings,
                    escalation: team.escalation.array.map { .init(after: .sessions($0.after.int), team: $0.to.string) })
            },
            settings: AlertingSettings(
                groupWindow: .sessions(json.group_window.int),
                acknowledgeFor: .sessions(json.acknowledge_for.int)))
    }

    private func rule(_ check: JSON) -> AlertRule {
        AlertRule(
            check: check.name.string, subjects: [check.subject.string],
            layer: Layer(rawValue: check.layer.string) ?? .data, isIntegrity: check.integrity.isTrue,
            origins: check.origins.strings, owners: check.owners.strings, firstStep: "Look at it",
            hysteresis: AlertHysteresis(
                consecutive: .sessions(check["for"].int),
                clear: check.clear.isNull
                    ? nil : Threshold(check.clear.side.string == "below" ? .below : .above, check.clear.bound.double),
                keepFiringFor: .sessions(check.keep_firing_for.int)),
            settings: AlertSettings(
                noData: AlertSettings.NoData(rawValue: check.no_data.string) ?? .keep,
                staleAfter: .sessions(check.stale_after.int)),
            hasCritical: check.has_critical.isTrue, lag: .none)
    }

    private func evaluations(_ session: Int) -> [AlertKey: Evaluation] {
        var found: [AlertKey: Evaluation] = [:]
        for (check, observation) in zip(json.checks.array, json.observations[session].array) where !observation.isNull {
            var measurement = MeasuredValue(value: observation.value.isNull ? nil : observation.value.double)
            measurement.observesLastSession = observation.own.isTrue
            let key = AlertKey(check: check.name.string, subject: check.subject.string)
            let result = CheckResult(
                check: key.check, metric: "m", subject: key.subject, label: key.subject, layer: .data,
                verdict: Verdict(rawValue: observation.verdict.string) ?? .ok, threshold: 0.5,
                measurement: measurement,
                owner: [], firstStep: "", reason: "as observed")
            found[key] = Evaluation(result, about: .session(sessions[session]))
        }
        return found
    }

    private func command(_ json: JSON, _ store: any MonitorStore) throws -> Command {
        func incident() throws -> String {
            let all = try store.incidents()
            return try #require(all.indices.contains(json.incident.int) ? all[json.incident.int].id : nil)
        }
        let span = json.sessions.isNull ? nil : TimeSpan.sessions(json.sessions.int)
        switch json["do"].string {
        case "acknowledge": return .acknowledge(incident: try incident(), by: "ann", holding: span)
        case "mitigate": return .mitigate(incident: try incident(), by: "ann", holding: span)
        case "resolve": return .resolve(incident: try incident(), by: "ann", reason: "known")
        case "close": return .close(incident: try incident(), by: "ann")
        default:
            var matchers: [Silence.Matcher: String] = [:]
            for key in json.matchers.keys {
                matchers[try #require(Silence.Matcher(rawValue: key))] = json.matchers[key].string
            }
            return .silence(
                Silence(
                    id: json.id.string, matchers: matchers, author: "ann", reason: "known",
                    start: try #require(Timestamp.parse(json.from.string)),
                    end: try #require(Timestamp.parse(json.until.string))))
        }
    }

    /// Runs the case, writing to a store at every step and reading it again at the next, and compares.
    /// - Parameter open: the store, and the store again after its process has ended.
    package func run(_ open: () throws -> any MonitorStore) throws {
        var store = try open()
        for session in sessions.indices {
            let state = try store.state()
            let decider = decider(session)
            var decision = decider.tick(evaluations(session), state, at: instant(session))
            decision.audit.append(AuditEntry(at: instant(session), kind: .tick, text: "of a case"))
            try store.commit(decision, mode: .past)
            for json in json.commands.array where json.after.int == session {
                _ = try store.follow(command(json, store), by: decider, at: instant(session))
            }
            if session % 17 == 5 {
                // The lock goes with the last reference.
                store = InMemoryStore(deployment: "none")
                store = try open()
            }
            let found = try states(store, session)
            let wanted = json.expected.states[session].strings
            #expect(found == wanted, "after session \(session) \(sessions[session])")
            guard found == wanted else { return }
        }
        try compare(store)
    }

    private func states(_ store: any MonitorStore, _ session: Int) throws -> [String] {
        let alerts = try store.state().alerts
        return zip(json.checks.array, json.observations[session].array).map { check, observation in
            guard !observation.isNull else { return "absent" }
            switch alerts[AlertKey(check: check.name.string, subject: check.subject.string)]?.state {
            case .pending(_, let breaches): return "pending:\(breaches.count)"
            case .firing(let firing): return "firing:\(firing.severity.rawValue)"
            case .inactive, .resolved, nil: return "inactive"
            }
        }
    }

    private func compare(_ store: any MonitorStore) throws {
        let found = try JSON.parse(Data(IncidentListReport.read(from: store, zone: .utc).json.text().utf8)).incidents
            .array
        let wanted = json.expected.incidents.array
        #expect(found.map(\.id.string) == wanted.map(\.id.string))
        for (found, wanted) in zip(found, wanted) {
            for key in ["state", "opened_at", "resolved_at", "severity", "root", "owners"] {
                #expect(found[key] == wanted[key], "\(wanted.id.string): \(key)")
            }
            let keys = ["check", "subject", "severity", "pending_at", "fired_at", "resolved_at", "reason"]
            #expect(
                found.alerts.array.map { alert in keys.map { alert[$0] } }
                    == wanted.alerts.array.map { alert in keys.map { alert[$0] } }, "\(wanted.id.string): alerts")
            func told(_ json: JSON) -> [[String]] {
                json.notified.array.map { item in ["at", "key", "team", "channel", "kind"].map { item[$0].string } }
                    .sorted { $0.lexicographicallyPrecedes($1) }
            }
            #expect(told(found) == told(wanted), "\(wanted.id.string): notified")
        }
    }
}
