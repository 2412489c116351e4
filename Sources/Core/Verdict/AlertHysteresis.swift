/// The rule by which breaches in a row open an alert and clear evaluations in a row end it: of the live alert, and of
/// those that a budget counts on a history.
package struct AlertHysteresis: Equatable, Sendable {
    /// `for:`, the time for which evaluations must breach in a row.
    package let consecutive: TimeSpan
    /// `clear:`, the bound that the value must pass to be clear; nil where not breaching is enough.
    package let clear: Threshold?
    /// `keep_firing_for:`, the time that an alert has been clear and still fires.
    package let keepFiringFor: TimeSpan

    package init(
        consecutive: TimeSpan = .sessions(1), clear: Threshold? = nil, keepFiringFor: TimeSpan = .sessions(0)
    ) {
        self.consecutive = consecutive
        self.clear = clear
        self.keepFiringFor = keepFiringFor
    }

    /// The same where a session is the only clock, as on a history: wall time is shorter than one.
    package var inSessions: AlertHysteresis {
        AlertHysteresis(
            consecutive: consecutive.isSeconds ? .sessions(1) : consecutive, clear: clear,
            keepFiringFor: keepFiringFor.isSeconds ? .sessions(0) : keepFiringFor)
    }

    /// True if breaches in a row open an alert.
    package func opens(_ breaches: ConsecutiveCount, elapsed: Double = 0) -> Bool {
        consecutive.isReached(count: breaches.count, elapsed: elapsed)
    }

    /// True if a value that breaches no limit is clear.
    package func isClear(_ value: Double) -> Bool { clear?.isBreached(by: value) ?? true }

    /// True if clear evaluations in a row end an alert.
    package func ends(_ clear: ConsecutiveCount, elapsed: Double = 0) -> Bool {
        switch keepFiringFor {
        case .sessions(let keep): clear.count > keep
        case .seconds: clear.count > 0 && keepFiringFor.isReached(count: clear.count, elapsed: elapsed)
        }
    }
}
