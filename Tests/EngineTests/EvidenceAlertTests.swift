import Alerting
import Core
import Foundation
import Testing
import TradingCalendar

@Suite("Alerts of rules that are judged by evidence")
struct EvidenceAlertTests {
    /// After each of some sessions, whether the alert fires. `c` is critical, `g` not enough evidence on the good side of
    /// the limit, `b` on the bad side, `o` ok.
    private func fires(_ course: String, for consecutive: Int) -> [Bool] {
        let rule = AlertRule(
            check: "check", subjects: ["x"], layer: .model, isIntegrity: false, origins: ["s"], owners: ["t"],
            firstStep: "Look", hysteresis: AlertHysteresis(consecutive: .sessions(consecutive)),
            settings: AlertSettings(), hasCritical: true, lag: .none)
        var alert = Alert(AlertKey(check: "check", subject: "x"))
        return course.enumerated().map { place, seen in
            let verdict: Verdict = seen == "c" ? .critical : seen == "o" ? .ok : .insufficientEvidence
            var result = CheckResult(
                check: "check", metric: "value", subject: "x", label: "x", layer: .model, verdict: verdict,
                measurement: MeasuredValue(value: 1), owner: [], firstStep: "", reason: "")
            if seen == "g" { result.reservation = .chance }
            let session = TradingCalendar.weekdays.sessions[place]
            _ = alert.see(
                Evaluation(result, about: .session(session)), by: rule,
                at: Date(timeIntervalSince1970: Double(place) * 86_400))
            return alert.firing != nil
        }
    }

    @Test("one ends where the value is back on the good side of its limit, and not while it may be on either")
    func ends() {
        #expect(fires("cbg", for: 1) == [true, true, false])
        #expect(fires("cbbo", for: 1) == [true, true, true, false])
    }

    @Test("not enough evidence neither adds to what for: counts nor ends it")
    func waits() {
        #expect(fires("cgbc", for: 2) == [false, false, false, true])
        #expect(fires("coc", for: 2) == [false, false, false])
    }
}
