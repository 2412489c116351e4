/// The null that a p-value comes from, and with it the assumption that it holds under.
package enum PValueSource: String, Codable, Sendable {
    case independentRows = "independent rows"
    /// Earlier windows that were as far from their own baselines.
    case history
    /// The rows of baseline and window at every other place.
    case circularShift = "circular shift"
    /// Blocks of the baseline's rows, drawn again.
    case blockResamples = "block resamples"
    /// An error that takes neighbours' dependence in.
    case longRunError = "long-run error"
}
