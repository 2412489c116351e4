import Foundation

/// The limit distribution of √n · D (Kolmogorov, 1933).
package enum KolmogorovDistribution {
    /// P(K > x).
    package static func upperTail(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        if x < 1.18 {
            // The theta-function form converges fast where the alternating series does not.
            let factor = (2 * Double.pi).squareRoot() / x
            let sum = (1...20).reduce(0.0) { sum, k in
                let odd = Double(2 * k - 1) * .pi / x
                return sum + exp(-odd * odd / 8)
            }
            return max(0, 1 - factor * sum)
        }
        let sum = (1...100).reduce(0.0) { sum, k in
            let term = exp(-2 * Double(k * k) * x * x)
            return sum + (k % 2 == 1 ? term : -term)
        }
        return min(1, max(0, 2 * sum))
    }
}
