import Foundation

/// Page–Hinkley test for a change of the mean of standardised values, up or down.
///
/// Two one-sided sums, S⁺ = max(0, S⁺ + z − δ) and S⁻ = max(0, S⁻ − z − δ); past λ is an alarm, and both begin again.
/// No mean is subtracted, so that a shift that was there from the start counts. λ follows from the run length: how many
/// values lie between false alarms on average, by Siegmund's approximation for independent normal values of mean 0 and
/// spread 1. Heavier tails have more false alarms, and values that depend on those before more yet. It does not see a
/// change of spread. Source: Page, 1954; Siegmund, "Sequential Analysis", 1985, 2.6.
package struct PageHinkley: Equatable, Sendable {
    /// The deviation that is tolerated without counting.
    package let delta: Double
    /// The alarm level of the sums.
    package let lambda: Double
    /// Values between false alarms.
    package let runLength: Double
    private var count = 0
    private var rise = 0.0
    private var fall = 0.0
    /// The positions (0-based) of the values at which the level was exceeded.
    package private(set) var alarms: [Int] = []

    package init(runLength: Double, delta: Double = 0.25) {
        self.runLength = runLength
        self.delta = delta
        lambda = PageHinkley.limit(runLength: runLength, delta: delta)
    }

    /// The larger of the two sums now; 0 right after an alarm.
    package var statistic: Double { max(rise, fall) }

    package mutating func add(_ value: Double) {
        rise = max(0, rise + value - delta)
        fall = max(0, fall - value - delta)
        if statistic > lambda {
            alarms.append(count)
            (rise, fall) = (0, 0)
        }
        count += 1
    }

    /// By how much the sums jump beyond their level, on average, of normal values (Siegmund).
    private static let overshoot = 1.166

    /// The level at which one side alone runs twice as long, (exp(2δb) − 2δb − 1)/(2δ²) with b = λ + 1.166, by bisection.
    private static func limit(runLength: Double, delta: Double) -> Double {
        var (low, high) = (overshoot, 400.0)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            let length = (exp(2 * delta * middle) - 2 * delta * middle - 1) / (2 * delta * delta)
            if length < 2 * runLength { low = middle } else { high = middle }
        }
        return (low + high) / 2 - overshoot
    }
}
