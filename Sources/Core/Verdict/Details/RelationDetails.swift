package import Statistics

/// The fitted lines of window and baseline, and a test on the window's residuals.
package struct RelationDetails: Equatable, Sendable {
    package struct Fits: Equatable, Sendable {
        package let window: LeastSquares
        package let baseline: LeastSquares

        package init(window: LeastSquares, baseline: LeastSquares) {
            self.window = window
            self.baseline = baseline
        }
    }

    package let baselineSample: Int
    /// nil where a side is too small or does not vary.
    package var fits: Fits?
    package var pageHinkley: PageHinkley?

    package init(baselineSample: Int) { self.baselineSample = baselineSample }
}
