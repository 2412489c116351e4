/// A line through pairs, by either method.
package struct FittedLine: Equatable, Sendable {
    package let count: Int
    package let slope: Double
    package let intercept: Double
    /// Pearson's r, whatever the method; nil when y does not vary.
    package let correlation: Double?
    /// Root of the residual sum of squares over n − 2, as ``LeastSquares/residualStandardDeviation``.
    package let residualStandardDeviation: Double?

    /// - Parameters: equally many finite values.
    /// - Returns: nil where the method has no slope.
    package init?(x: [Double], y: [Double], by method: LineMethod) {
        switch method {
        case .leastSquares:
            guard let fit = LeastSquares(x: x, y: y) else { return nil }
            self.init(fit)
        case .theilSen:
            guard let slope = TheilSen.slope(x: x[...], y: y[...]) else { return nil }
            self.init(x: x, y: y, medianSlope: slope)
        }
    }

    /// - Parameter medianSlope: of the pairs.
    package init?(x: [Double], y: [Double], medianSlope: Double) {
        let intercept = TheilSen.intercept(x: x, y: y, slope: medianSlope)
        guard intercept.isFinite else { return nil }
        count = x.count
        slope = medianSlope
        self.intercept = intercept
        correlation = LeastSquares.correlation(x: x, y: y)
        residualStandardDeviation = LeastSquares.residualDeviation(x, y, slope: medianSlope, intercept: intercept)
    }

    package init(_ fit: LeastSquares) {
        count = fit.count
        slope = fit.slope
        intercept = fit.intercept
        correlation = fit.correlation
        residualStandardDeviation = fit.residualStandardDeviation
    }
}
