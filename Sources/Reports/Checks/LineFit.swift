import Statistics

/// A line that was fitted to pairs.
package struct LineFit: Sendable {
    package let slope: Double
    package let intercept: Double
    /// nil where a side does not vary.
    package let correlation: Double?
    package let pairs: Int

    init(_ fit: FittedLine) {
        slope = fit.slope
        intercept = fit.intercept
        correlation = fit.correlation
        pairs = fit.count
    }
}
