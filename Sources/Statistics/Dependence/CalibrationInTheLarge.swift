import Foundation

/// Outcomes against stated probabilities, for dependent rows: Student's test of the difference, on the logit.
///
/// Defined in `Documentation/Guides/model-and-business-layers.md`, chosen in
/// `Documentation/Decisions/0042-intervals-that-survive-dependence.md`. It says nothing of single probabilities: those
/// that are too low and those that are too high may balance.
package struct CalibrationInTheLarge: Sendable {
    /// Outcomes beside their probabilities, all that are known in the order of time.
    package struct Trials: Sendable {
        fileprivate let outcomes: SessionRows
        fileprivate let probabilities: SessionRows
        fileprivate let surpluses: SessionRows

        /// - Parameters:
        ///   - outcomes: 1 or 0.
        ///   - probabilities: as many, 0 ... 1.
        ///   - groups: how many each session has; nil where none has several.
        package init(outcomes: [Double], probabilities: [Double], groups: [Int]? = nil) {
            self.outcomes = SessionRows(outcomes, groups: groups)
            self.probabilities = SessionRows(probabilities, groups: groups)
            surpluses = SessionRows(zip(outcomes, probabilities).map { $0 - $1 }, groups: groups)
        }

        /// The number of sessions.
        package var count: Int { outcomes.count }

        /// The number of outcomes in some sessions.
        package func outcomes(_ sessions: Range<Int>) -> Int { outcomes.rows(sessions).count }

        /// False if every probability of some sessions is 0 or 1.
        package func leaveRoomForChance(_ sessions: Range<Int>) -> Bool {
            probabilities.rows(sessions).contains { $0 > 0 && $0 < 1 }
        }
    }

    package let observed: Double
    package let expected: Double
    /// nil where all outcomes are the same.
    package let error: LongRunError?
    /// Two-sided.
    package let pValue: Double

    /// The normal deviate that has the p-value, with the sign of the difference.
    package var z: Double {
        let size = NormalDistribution.deviate(twoSided: pValue)
        return observed < expected ? -size : size
    }

    /// - Parameters:
    ///   - trials: at least up to the window's last session.
    ///   - window: its sessions, at least 2.
    ///   - cosines: of as many rows as the window has, where they are there already.
    /// - Returns: nil where every probability is 0 or 1, and where the differences do not vary.
    package init?(_ trials: Trials, in window: Range<Int>, cosines: SlowCosines? = nil) {
        guard trials.leaveRoomForChance(window), window.count > 1,
            let observed = trials.outcomes.mean(window), let expected = trials.probabilities.mean(window)
        else { return nil }
        self.observed = observed
        self.expected = expected
        guard observed > 0, observed < 1 else {
            error = nil
            pValue = CalibrationInTheLarge.chance(ofAll: observed, trials.probabilities, window)
            return
        }
        var weight = observed * (1 - observed)
        let past = trials.outcomes.mean(0..<window.upperBound).map { $0 * (1 - $0) } ?? 0
        let history = past > 0 ? LongRunError(history: trials.surpluses, window: window) : nil
        if history != nil { weight = min(weight, past) }
        guard let error = history ?? LongRunError(of: trials.surpluses, in: window, cosines: cosines),
            error.standardError > 0
        else { return nil }
        self.error = error
        let distance = abs(log(observed / (1 - observed)) - log(expected / (1 - expected)))
        let student = StudentDistribution(degreesOfFreedom: error.degreesOfFreedom)
        pValue = 2 * student.upperTail(distance * weight / error.standardError)
    }

    /// Twice the probability that all or none come true, if sessions are independent. Of several in a session it takes
    /// the least probable one: all of them cannot be more probable, however they depend.
    private static func chance(ofAll outcome: Double, _ probabilities: SessionRows, _ window: Range<Int>) -> Double {
        let logarithm = window.reduce(0.0) { sum, session in
            let stated = probabilities.rows(session..<session + 1)
            let least = stated.map { outcome == 1 ? log($0) : log1p(-$0) }.min() ?? 0
            return sum + least
        }
        return min(1, 2 * exp(logarithm))
    }
}
