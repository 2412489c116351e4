/// Ordinary least squares of y on x with intercept, and Pearson's correlation.
///
/// Assumes nothing to be computed; its standard errors would assume independent errors of equal spread, which returns
/// in a crisis are not: use the block bootstrap for uncertainty. One far row moves it; look at the rows before
/// believing a slope.
package struct LeastSquares: Equatable, Sendable {
    package let count: Int
    package let slope: Double
    package let intercept: Double
    /// Pearson's r; nil when y does not vary.
    package let correlation: Double?
    /// Root of the residual sum of squares over n − 2; 0 where every residual is within the rounding of its terms, nil
    /// below three rows, and where squares are beyond what a number holds.
    package let residualStandardDeviation: Double?

    /// Residuals below this share of what they are the difference of are rounding errors.
    private static let rounding = 1e-12

    /// - Parameters: equally many finite values.
    /// - Returns: nil below two rows, when x does not vary, or when squares are beyond what a number holds.
    package init?(x: [Double], y: [Double]) {
        guard let sums = Sums(x[...], y[...]), (sums.meanY - sums.slope * sums.meanX).isFinite else { return nil }
        count = x.count
        slope = sums.slope
        intercept = sums.meanY - sums.slope * sums.meanX
        correlation = sums.correlation
        residualStandardDeviation = LeastSquares.residualDeviation(x, y, slope: slope, intercept: intercept)
    }

    static func residualDeviation(_ x: [Double], _ y: [Double], slope: Double, intercept: Double) -> Double? {
        guard x.count > 2 else { return nil }
        var (squares, largestTerm) = (0.0, abs(intercept))
        for (x, y) in zip(x, y) {
            let error = y - intercept - slope * x
            squares += error * error
            largestTerm = max(largestTerm, abs(y), abs(slope * x))
        }
        let deviation = (squares / Double(x.count - 2)).squareRoot()
        guard deviation.isFinite else { return nil }
        return deviation <= rounding * largestTerm ? 0 : deviation
    }

    /// The correlation alone, nil where ``init(x:y:)`` is or has none.
    package static func correlation(x: [Double], y: [Double]) -> Double? { Sums(x[...], y[...])?.correlation }

    /// The slope alone, nil where ``init(x:y:)`` is.
    package static func slope(x: ArraySlice<Double>, y: ArraySlice<Double>) -> Double? { Sums(x, y)?.slope }

    private struct Sums {
        let meanX: Double
        let meanY: Double
        let sxx: Double
        let sxy: Double
        let syy: Double

        var slope: Double { sxy / sxx }

        var correlation: Double? {
            guard syy > 0 else { return nil }
            let product = sxx * syy
            // The product may be too large, or too small, for a number where the roots are not.
            let scale = product.isNormal ? product.squareRoot() : sxx.squareRoot() * syy.squareRoot()
            let correlation = sxy / scale
            return correlation.isFinite ? max(-1, min(1, correlation)) : nil
        }

        init?(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) {
            precondition(x.count == y.count, "x and y are pairs")
            let n = Double(x.count)
            guard x.count >= 2, !x.isConstant else { return nil }
            let meanX = x.reduce(0, +) / n
            let meanY = y.isConstant ? y[y.startIndex] : y.reduce(0, +) / n
            var (sxx, sxy, syy) = (0.0, 0.0, 0.0)
            for (a, b) in zip(x, y) {
                let dx = a - meanX
                let dy = b - meanY
                sxx += dx * dx
                sxy += dx * dy
                syy += dy * dy
            }
            guard sxx > 0, sxx.isFinite, syy.isFinite, (sxy / sxx).isFinite else { return nil }
            self.meanX = meanX
            self.meanY = meanY
            self.sxx = sxx
            self.sxy = sxy
            self.syy = syy
        }
    }
}
