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
    /// Root of the residual sum of squares over n − 2; nil below three rows.
    package let residualStandardDeviation: Double?

    /// - Parameters: equally many finite values.
    /// - Returns: nil below two rows, when x does not vary, or when squares are beyond what a number holds.
    package init?(x: [Double], y: [Double]) {
        guard let sums = Sums(x[...], y[...]) else { return nil }
        count = x.count
        slope = sums.slope
        intercept = sums.meanY - sums.slope * sums.meanX
        correlation = sums.correlation
        if x.count > 2 {
            let fitted = (slope, intercept)
            let residual = zip(x, y).reduce(0.0) { sum, pair in
                let error = pair.1 - fitted.1 - fitted.0 * pair.0
                return sum + error * error
            }
            residualStandardDeviation = (residual / Double(x.count - 2)).squareRoot()
        } else {
            residualStandardDeviation = nil
        }
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

        var correlation: Double? { syy > 0 ? max(-1, min(1, sxy / (sxx * syy).squareRoot())) : nil }

        init?(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) {
            precondition(x.count == y.count, "x and y are pairs")
            let n = Double(x.count)
            guard x.count >= 2 else { return nil }
            let meanX = x.reduce(0, +) / n
            let meanY = y.reduce(0, +) / n
            var (sxx, sxy, syy) = (0.0, 0.0, 0.0)
            for (a, b) in zip(x, y) {
                let dx = a - meanX
                let dy = b - meanY
                sxx += dx * dx
                sxy += dx * dy
                syy += dy * dy
            }
            guard sxx > 0, sxx.isFinite, sxy.isFinite, syy.isFinite else { return nil }
            self.meanX = meanX
            self.meanY = meanY
            self.sxx = sxx
            self.sxy = sxy
            self.syy = syy
        }
    }
}
