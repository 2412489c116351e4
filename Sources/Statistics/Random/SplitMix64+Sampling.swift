import Foundation

/// Samplers, defined draw by draw in `Documentation/Guides/reproducibility.md` so that an independent program gets the
/// same figures.
extension SplitMix64 {
    /// Uniform on [0, 1), 53 bits.
    package mutating func uniform() -> Double {
        // Processors turn signed numbers into floating point faster than unsigned ones.
        Double(Int64(truncatingIfNeeded: next() >> 11)) * 0x1p-53
    }

    /// Uniform on 0 ..< bound. The bias of ⌊u · n⌋ is below n · 2⁻⁵³.
    package mutating func index(below bound: Int) -> Int { Int(uniform() * Double(bound)) }

    /// Standard normal by Box–Muller, cosine branch only, so that one normal always costs two uniforms.
    package mutating func normal() -> Double {
        let radius = 1 - uniform()
        let angle = uniform()
        return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
    }

    /// Gamma with the given shape (≥ 1) and scale 1.
    ///
    /// Source: Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26, 2000. Their squeeze
    /// saves the logarithms of most draws and changes none.
    package mutating func gamma(shape: Double) -> Double {
        precondition(shape >= 1, "the sampler is defined for shapes of at least 1")
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let t = 1 + c * x
            let v = t * t * t
            guard v > 0 else { continue }
            let u = 1 - uniform()
            if u < 1 - 0.0331 * (x * x) * (x * x) { return d * v }
            if log(u) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Beta(a, b) for a, b ≥ 1, as a ratio of two gammas.
    package mutating func beta(_ a: Double, _ b: Double) -> Double {
        let g = gamma(shape: a)
        let h = gamma(shape: b)
        return g / (g + h)
    }

    /// Binomial(n, p), exact for every n in O(log n), by splitting at the median order statistic.
    ///
    /// Source: Devroye, "Non-Uniform Random Variate Generation", 1986, chapter X.4.3.
    package mutating func binomial(trials: Int, probability: Double) -> Int {
        var n = trials
        var p = probability
        var count = 0
        while n > 16 {
            if p <= 0 { return count }
            if p >= 1 { return count + n }
            let a = 1 + n / 2
            let b = n + 1 - a
            let x = beta(Double(a), Double(b))
            if x >= p {
                n = a - 1
                p /= x
            } else {
                count += a
                n = b - 1
                p = (p - x) / (1 - x)
            }
        }
        if p <= 0 || n == 0 { return count }
        if p >= 1 { return count + n }
        for _ in 0..<n where uniform() < p { count += 1 }
        return count
    }

    /// Multinomial counts of `trials` over bins with the given probabilities (which sum to 1), by conditional
    /// binomials.
    package mutating func multinomial(trials: Int, probabilities: [Double]) -> [Int] {
        var counts = [Int](repeating: 0, count: probabilities.count)
        multinomial(trials: trials, probabilities: probabilities, into: &counts)
        return counts
    }

    /// The same in an array that is there already.
    mutating func multinomial(trials: Int, probabilities: [Double], into counts: inout [Int]) {
        var left = trials
        var mass = 1.0
        for i in probabilities.indices.dropLast() {
            let conditional = mass > 0 ? min(1, probabilities[i] / mass) : 0
            counts[i] = binomial(trials: left, probability: conditional)
            left -= counts[i]
            mass -= probabilities[i]
        }
        if let last = counts.indices.last { counts[last] = left }
    }

    /// Dirichlet with the given counts as parameters; a count of 0 has probability exactly 0. At least one count is
    /// above 0.
    package mutating func dirichlet(counts: [Int]) -> [Double] {
        var shares = [Double](repeating: 0, count: counts.count)
        dirichlet(counts: counts, into: &shares)
        return shares
    }

    /// The same in an array that is there already.
    mutating func dirichlet(counts: [Int], into shares: inout [Double]) {
        for i in counts.indices { shares[i] = counts[i] > 0 ? gamma(shape: Double(counts[i])) : 0 }
        let total = shares.reduce(0, +)
        for i in shares.indices { shares[i] /= total }
    }

    /// A random order of 0 ..< count, by Fisher and Yates from the last place down.
    package mutating func permutation(_ count: Int) -> [Int] {
        var order = [Int](repeating: 0, count: count)
        permute(&order)
        return order
    }

    /// The same in an array that is there already.
    package mutating func permute(_ order: inout [Int]) {
        order.withUnsafeMutableBufferPointer { order in
            for place in order.indices { order[place] = place }
            for last in stride(from: order.count - 1, through: 1, by: -1) {
                order.swapAt(last, index(below: last + 1))
            }
        }
    }
}
