/// The reasons to trust an estimated score: the realised score so far, and earlier windows.
package struct EstimateDetails: Equatable, Sendable {
    package let realised: Double?
    package let realisedSample: Int
    package let trust: ScoreEstimate.Trust
    /// Earlier windows that have an estimate, the latest first.
    package let past: [ScoreEstimate]
    package let windowsWithoutEstimate: Int

    package init(
        realised: Double?, realisedSample: Int, trust: ScoreEstimate.Trust, past: [ScoreEstimate],
        windowsWithoutEstimate: Int
    ) {
        self.realised = realised
        self.realisedSample = realisedSample
        self.trust = trust
        self.past = past
        self.windowsWithoutEstimate = windowsWithoutEstimate
    }
}
