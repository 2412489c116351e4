/// Page–Hinkley test for a change of the mean of a sequence, two-sided.
///
/// Each value is compared with the running mean of all before it and itself; the excess over δ is summed, and an alarm
/// is the sum having risen (or fallen) by more than λ from its extreme so far. Source: Page, 1954; Mouss et al., 2004.
/// Values should have a spread of about 1. Quick for a lasting shift; it does not see a change of spread, and its
/// running mean follows a slow drift, so use a windowed comparison there.
package struct PageHinkley: Equatable, Sendable {
    /// The deviation that is tolerated without counting, in units of the values.
    package let delta: Double
    /// The alarm level of the summed excess.
    package let lambda: Double
    private var count = 0
    private var mean = 0.0
    private var rise = 0.0
    private var lowestRise = Double.infinity
    private var fall = 0.0
    private var highestFall = -Double.infinity
    /// The position (0-based) of the first value at which the level was exceeded.
    package private(set) var firstAlarm: Int?

    package init(delta: Double = 0.005, lambda: Double = 50) {
        self.delta = delta
        self.lambda = lambda
    }

    /// The larger of the two summed excesses now.
    package var statistic: Double { count == 0 ? 0 : max(rise - lowestRise, highestFall - fall) }

    package mutating func add(_ value: Double) {
        count += 1
        mean += (value - mean) / Double(count)
        rise += value - mean - delta
        lowestRise = min(lowestRise, rise)
        fall += value - mean + delta
        highestFall = max(highestFall, fall)
        if firstAlarm == nil, statistic > lambda { firstAlarm = count - 1 }
    }
}
