import Foundation

/// The 95 % interval of a window's mean, for dependent rows, on a scale that suits them.
///
/// Defined in `Documentation/Guides/model-and-business-layers.md`; chosen, measured and sourced in
/// `Documentation/Decisions/0042-intervals-that-survive-dependence.md`. The target is the long-run value, the mean that
/// many such windows would have. Not for a series with a trend, and not for medians, quantiles or the largest fall.
package struct MeanInterval: Sendable {
    package enum Kind: Equatable, Sendable {
        case real
        /// Rows of 0 or above.
        case positive
        /// Rows between two bounds.
        case bounded(ClosedRange<Double>)
    }

    package static let minimumRows = 5

    package let mean: Double
    package let error: LongRunError
    /// nil where nothing varies and no bound says more, and where an end is beyond what a number holds.
    package let interval: ClosedRange<Double>?

    /// - Parameters:
    ///   - rows: all that are known, at least up to the window's last.
    ///   - window: its sessions.
    /// - Returns: nil for fewer than five sessions, and where they weigh nothing.
    package init?(_ kind: Kind, of rows: SessionRows, in window: Range<Int>) {
        guard window.count >= MeanInterval.minimumRows, let mean = rows.mean(window), mean.isFinite else { return nil }
        let history = LongRunError(history: rows, window: window).flatMap { kind.holds($0) ? $0 : nil }
        guard let error = history ?? LongRunError(of: rows, in: window) else { return nil }
        let ends: Ends? =
            switch kind {
            case .real: MeanInterval.real(mean, error)
            case .positive: MeanInterval.positive(mean, error)
            case .bounded(let bounds):
                MeanInterval.bounded(mean, error, by: bounds).map { ends in
                    MeanInterval.reaching(
                        ends, of: mean, unseen: bounds, rows: rows.rows(window), sessions: window.count)
                }
            }
        self.mean = mean
        self.error = error
        interval = ends.flatMap { ends in
            ends.lower.isFinite && ends.upper.isFinite && ends.lower <= ends.upper ? ends.lower...ends.upper : nil
        }
    }

    private typealias Ends = (lower: Double, upper: Double)

    private static func real(_ mean: Double, _ error: LongRunError) -> Ends? {
        guard error.standardError > 0 else { return nil }
        let reach = error.quantile(0.975) * error.standardError
        return (mean - reach, mean + reach)
    }

    /// On the logarithm. Squares without their largest look calm, so by the window alone most of the 5 % goes to the
    /// lower end.
    private static func positive(_ mean: Double, _ error: LongRunError) -> Ends? {
        guard error.standardError > 0, mean > 0 else { return nil }
        let slope = error.standardError / (error.meanOfHistory ?? mean)
        let levels = error.source == .window ? (lower: 0.955, upper: 0.995) : (lower: 0.975, upper: 0.975)
        return (
            mean * exp(-error.quantile(levels.lower) * slope), mean * exp(error.quantile(levels.upper) * slope)
        )
    }

    /// On the logit.
    private static func bounded(_ mean: Double, _ error: LongRunError, by bounds: ClosedRange<Double>) -> Ends? {
        let width = bounds.upperBound - bounds.lowerBound
        guard width > 0 else { return nil }
        func variance(_ mean: Double) -> Double {
            let share = (mean - bounds.lowerBound) / width
            return share * (1 - share)
        }
        guard error.standardError > 0, variance(mean) > 0 else { return (mean, mean) }
        let least = min(variance(mean), error.meanOfHistory.map(variance) ?? .infinity)
        let share = (mean - bounds.lowerBound) / width
        let centre = log(share / (1 - share))
        let reach = error.quantile(0.975) * error.standardError / (width * least)
        func end(_ logit: Double) -> Double { bounds.lowerBound + width / (1 + exp(-logit)) }
        return (end(centre - reach), end(centre + reach))
    }

    /// Moves ends out so that a bound that no row reached is not excluded: of n rows without one the exact end is 1 −
    /// 0.025^(1/n), some 3.7/n (the rule of three; Hanley and Lippman-Hand, 1983).
    private static func reaching(
        _ ends: Ends, of mean: Double, unseen bounds: ClosedRange<Double>, rows: ArraySlice<Double>, sessions: Int
    ) -> Ends {
        let share = 1 - pow(0.025, 1 / Double(sessions))
        var ends = ends
        if !rows.contains(bounds.lowerBound) {
            ends.lower = min(ends.lower, mean - share * (mean - bounds.lowerBound))
        }
        if !rows.contains(bounds.upperBound) {
            ends.upper = max(ends.upper, mean + share * (bounds.upperBound - mean))
        }
        return ends
    }
}

extension MeanInterval.Kind {
    /// True if a history's error suits the scale: it does not where the history's mean is the scale's end.
    fileprivate func holds(_ error: LongRunError) -> Bool {
        guard let mean = error.meanOfHistory else { return false }
        return switch self {
        case .real: true
        case .positive: mean > 0
        case .bounded(let bounds): bounds.lowerBound < mean && mean < bounds.upperBound
        }
    }
}
