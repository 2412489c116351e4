package import Core

/// The alerts that a threshold opens on a history, session by session, as the live alert would.
///
/// The live one also resolves as stale after sessions with nothing to judge; here such sessions change nothing.
package struct AlertWalk {
    private let threshold: Threshold
    private let hysteresis: AlertHysteresis
    /// Evaluated sessions on which the value was past the threshold.
    package private(set) var alarmDays = 0
    package private(set) var alerts = 0
    package private(set) var isFiring = false
    private var breaches = ConsecutiveCount()
    private var clear = ConsecutiveCount()

    package init(_ threshold: Threshold, _ hysteresis: AlertHysteresis) {
        self.threshold = threshold
        self.hysteresis = hysteresis.inSessions
    }

    /// Takes in the value of the next evaluated session.
    package mutating func see(_ value: Double) {
        guard threshold.isBreached(by: value) else {
            if hysteresis.isClear(value) { return pass(1) }
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
