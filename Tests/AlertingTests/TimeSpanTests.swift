import Alerting
import Core
import Foundation
import Testing
import TradingCalendar

@Suite("Spans of sessions and of wall time")
struct TimeSpanTests {
    private let start = Date(timeIntervalSince1970: 1_710_000_000)

    private func rule(_ name: String, lag: Int) -> AlertRule {
        AlertRule(
            check: name, subjects: ["x"], layer: .data, isIntegrity: false, origins: ["s"], owners: ["t"],
            firstStep: "Look", settings: AlertSettings(), hasCritical: true,
            lag: PublicationLag(minutes: lag))
    }

    private func decider(_ rules: [AlertRule], _ settings: AlertingSettings = AlertingSettings()) -> Decider {
        Decider(deployment: "d", calendar: .weekdays, rules: rules, teams: [], settings: settings)
    }

    @Test("the end of a span does not depend on the order of the checks: all of them have seen its sessions by then")
    func order() {
        let rules = [rule("a", lag: 0), rule("b", lag: 600), rule("c", lag: 60)]
        let ends = [rules, rules.reversed(), [rules[1], rules[0], rules[2]]].map {
            decider($0).end(of: .sessions(2), after: start)
        }
        #expect(Set(ends).count == 1)
        #expect(ends[0] == decider([rules[1]]).end(of: .sessions(2), after: start))
        #expect(decider(rules).end(of: .seconds(900), after: start) == start.addingTimeInterval(900))
    }

    @Test("a span is read from text and says the same again")
    func text() {
        for text in ["1 session", "5 sessions", "30 seconds", "15 minutes", "2 hours", "1 second"] {
            #expect(TimeSpan(text)?.description == text)
        }
        #expect(TimeSpan("90 minutes")?.description == "90 minutes")
        #expect(TimeSpan("120 seconds")?.description == "2 minutes")
        for wrong in ["5", "five sessions", "5 weeks", "-1 minutes", "5 sessions more", ""] {
            #expect(TimeSpan(wrong) == nil, "\(wrong)")
        }
    }

    @Test(
        "alerts of the system layer join an incident for 15 minutes, others for 5 sessions, all as long as the policy says"
    )
    func groupWindow() {
        let defaults = AlertingSettings()
        #expect(defaults.groupWindow(of: .data) == .sessions(5) && defaults.groupWindow(of: .system) == .seconds(900))
        let written = AlertingSettings(groupWindow: .seconds(60))
        #expect(Layer.allCases.allSatisfy { written.groupWindow(of: $0) == .seconds(60) })
    }

    @Test("rows in wall time last from their first evaluation to their latest")
    func rows() {
        var row = ConsecutiveCount()
        for minute in 0..<5 { row.record(true, at: start.addingTimeInterval(Double(60 * minute))) }
        let now = start.addingTimeInterval(240)
        #expect(row.reaches(.seconds(240), at: now) && !row.reaches(.seconds(241), at: now))
        #expect(row.reaches(.sessions(5), at: now) && !row.reaches(.sessions(6), at: now))
        row.record(nil)
        #expect(row.count == 5 && row.since == start)
        row.record(false)
        #expect(row == ConsecutiveCount())
    }
}
