import Foundation

/// The χ² distribution, through the regularised incomplete gamma function.
///
/// Series below a + 1, continued fraction (modified Lentz) above; Abramowitz and Stegun 6.5.29 and 6.5.31.
package struct ChiSquareDistribution: Sendable {
    private let shape: Double

    /// - Parameter degreesOfFreedom: at least 1.
    package init(degreesOfFreedom: Int) {
        precondition(degreesOfFreedom >= 1, "χ² needs at least one degree of freedom")
        shape = Double(degreesOfFreedom) / 2
    }

    /// P(X > x).
    package func upperTail(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let half = x / 2
        return half < shape + 1 ? 1 - lowerSeries(half) : upperFraction(half)
    }

    /// The q-quantile, 0 < q < 1, by bisection on the tail to the last bit that moves.
    package func quantile(_ q: Double) -> Double {
        var low = 0.0
        var high = max(1, 2 * shape)
        while upperTail(high) > 1 - q { high *= 2 }
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { return middle }
            if upperTail(middle) > 1 - q { low = middle } else { high = middle }
        }
    }

    private func prefactor(_ x: Double) -> Double { exp(shape * log(x) - x - lgamma(shape)) }

    private func lowerSeries(_ x: Double) -> Double {
        var term = 1 / shape
        var sum = term
        var a = shape
        while abs(term) > abs(sum) * 1e-17 {
            a += 1
            term *= x / a
            sum += term
        }
        return sum * prefactor(x)
    }

    private func upperFraction(_ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        for i in 1...10_000 {
            let an = -Double(i) * (Double(i) - shape)
            b += 2
            d = an * d + b
            if abs(d) < tiny { d = tiny }
            c = b + an / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let delta = d * c
            h *= delta
            if abs(delta - 1) < 1e-16 { break }
        }
        return h * prefactor(x)
    }
}
