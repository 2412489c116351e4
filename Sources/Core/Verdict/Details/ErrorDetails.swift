/// A score of forecast errors, and the baseline that it is compared with.
package struct ErrorDetails: Equatable, Sendable {
    package struct Baseline: Equatable, Sendable {
        /// nil where there is nothing to divide by.
        package let score: Double?
        package let sample: Int?

        package init(score: Double?, sample: Int?) {
            self.score = score
            self.sample = sample
        }
    }

    /// The score itself, where the value is relative to a baseline.
    package var score: Double?
    /// nil where the value is not relative.
    package var baseline: Baseline?
    /// The share of days on which a model without fault would pass the worst limit.
    package var perfectModelAlarmPercent: Double?

    package init() {}
}
