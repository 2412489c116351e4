package import Core

/// The alerts that a rule opens on a history, session by session, as the live alert would.
///
/// The live one also resolves as stale after sessions with nothing to judge; here such sessions change nothing.
package struct AlertWalk {
    private let hysteresis: AlertHysteresis
    /// Sessions that breached.
    package private(set) var alarmDays = 0
    package private(set) var alerts = 0
    package private(set) var isFiring = false
    private var breaches = ConsecutiveCount()
    private var clear = ConsecutiveCount()

    package init(_ hysteresis: AlertHysteresis) { self.hysteresis = hysteresis.inSessions }

    /// Takes in the value of the next evaluated session.
    package mutating func see(_ value: Double, past threshold: Threshold) {
        see(isBreach: threshold.isBreached(by: value), isClear: hysteresis.isClear(value))
    }

    mutating func see(isBreach: Bool, isClear: Bool) {
        guard isBreach else {
            if isClear { return pass(1) }
            breaches = ConsecutiveCount()
            clear = ConsecutiveCount()
            return
        }
        alarmDays += 1
        clear = ConsecutiveCount()
        guard !isFiring else { return }
        breaches.record(true)
        guard hysteresis.opens(breaches) else { return }
        isFiring = true
        alerts += 1
        breaches = ConsecutiveCount()
    }

    /// Takes in so many sessions in a row that breach nothing and are clear.
    mutating func pass(_ sessions: Int) {
        guard sessions > 0 else { return }
        breaches = ConsecutiveCount()
        clear = ConsecutiveCount(clear.count + sessions)
        if hysteresis.ends(clear) { isFiring = false }
    }
}
