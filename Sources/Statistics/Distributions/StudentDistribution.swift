import Foundation

/// Student's t distribution, through the regularised incomplete beta function.
///
/// P(T > t) = ½·I_x(ν/2, ½) with x = ν/(ν + t²); continued fraction by the modified Lentz method (Abramowitz and Stegun
/// 26.5.8 and 26.7.1).
package struct StudentDistribution: Sendable {
    private let degrees: Double
    /// ln B(ν/2, ½).
    private let logBeta: Double

    /// - Parameter degreesOfFreedom: at least 1.
    package init(degreesOfFreedom: Int) {
        precondition(degreesOfFreedom >= 1, "Student's distribution needs at least one degree of freedom")
        degrees = Double(degreesOfFreedom)
        logBeta = lgamma(degrees / 2) + lgamma(0.5) - lgamma((degrees + 1) / 2)
    }

    /// P(T > t).
    package func upperTail(_ t: Double) -> Double {
        guard t.isFinite else { return t > 0 ? 0 : 1 }
        guard t > 0 else { return t == 0 ? 0.5 : 1 - upperTail(-t) }
        let ratio = t / degrees * t
        let x = 1 / (1 + ratio)
        let rest = ratio / (1 + ratio)
        let front = exp(-degrees / 2 * log1p(ratio) + log(rest) / 2 - logBeta)
        return x < (degrees / 2 + 1) / (degrees / 2 + 2.5)
            ? front * fraction(degrees / 2, 0.5, at: x) / degrees
            : (1 - 2 * front * fraction(0.5, degrees / 2, at: rest)) / 2
    }

    /// The q-quantile, ½ ≤ q < 1, by bisection on the tail to the last bit that moves.
    package func quantile(_ q: Double) -> Double {
        var low = 0.0
        var high = 1.0
        while upperTail(high) > 1 - q { (low, high) = (high, 2 * high) }
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { return middle }
            if upperTail(middle) > 1 - q { low = middle } else { high = middle }
        }
    }

    private func fraction(_ a: Double, _ b: Double, at x: Double) -> Double {
        let tiny = 1e-300
        func held(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / held(1 - (a + b) * x / (a + 1))
        var h = d
        for i in 1...10_000 {
            let m = Double(i)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / held(1 + even * d)
            c = held(1 + even / c)
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / held(1 + odd * d)
            c = held(1 + odd / c)
            h *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return h
    }
}
