import Alerting
import Checks
import Core
import Foundation
import Statistics
import Testing
import TradingCalendar

@Suite("Alerts on a history")
struct AlertWalkTests {
    /// A random rule on random values: sessions without a value come one at a time.
    private struct Case {
        let hysteresis: AlertHysteresis
        let values: [Double?]

        init(seed: UInt64) {
            var generator = SplitMix64(seed: seed)
            let clear = [nil, Threshold(.below, 0.4), Threshold(.below, 0.2)][generator.index(below: 3)]
            hysteresis = AlertHysteresis(
                consecutive: .sessions(1 + generator.index(below: 4)), clear: clear,
                keepFiringFor: .sessions(generator.index(below: 5)))
            values = (0..<400).map { $0 % 7 == 3 ? nil : generator.uniform() }
        }

        /// Sessions at which the alert that ticks see begins to fire, and whether it fires after each.
        func live() throws -> (fired: Int, isFiring: [Bool]) {
            let rule = AlertRule(
                check: "check", subjects: ["x"], layer: .data, isIntegrity: false, origins: ["s"], owners: ["t"],
                firstStep: "Look", hysteresis: hysteresis, settings: AlertSettings(), hasCritical: true, lag: .none)
            var alert = Alert(AlertKey(check: "check", subject: "x"))
            var fired = 0
            var isFiring: [Bool] = []
            for (place, value) in values.enumerated() {
                let session = TradingCalendar.weekdays.sessions[place]
                // Not to be past a threshold of low power is not enough evidence, and ends an alert all the same.
                let calm: Verdict = place % 5 == 1 ? .insufficientEvidence : .ok
                let verdict = value.map { $0 > Self.bound ? .critical : calm } ?? .noData
                var result = CheckResult(
                    check: "check", metric: "psi", subject: "x", label: "x", layer: .data, verdict: verdict,
                    measurement: MeasuredValue(value: value), owner: [], firstStep: "", reason: "")
                if verdict == .insufficientEvidence { result.reservation = .lowPower }
                let instant = Date(timeIntervalSince1970: Double(place) * 86_400)
                let change = alert.see(Evaluation(result, about: .session(session)), by: rule, at: instant)
                if case .fired? = change { fired += 1 }
                isFiring.append(alert.firing != nil)
            }
            return (fired, isFiring)
        }

        static let bound = 0.6
    }

    @Test("are those that ticks open", arguments: UInt64(0)..<200)
    func agreement(seed: UInt64) throws {
        let one = Case(seed: seed)
        let live = try one.live()
        var walk = AlertWalk(one.hysteresis)
        for (value, isFiring) in zip(one.values, live.isFiring) {
            if let value { walk.see(value, past: Threshold(.above, Case.bound)) }
            #expect(walk.isFiring == isFiring)
        }
        #expect(walk.alerts == live.fired && live.fired > 0)
        #expect(walk.alarmDays == one.values.count { $0.map { $0 > Case.bound } ?? false })
    }
}
