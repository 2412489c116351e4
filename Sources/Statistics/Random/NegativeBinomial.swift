/// The table of a negative binomial distribution: of the rows that a bin of `shape` earlier rows draws from an urn,
/// before their number is fixed. P(k) ∝ Γ(shape + k) / k! · odds^k.
///
/// It is for draws by inversion, the smallest k with u < P(X ≤ k): one costs a uniform and a comparison or two, however
/// large the counts are. Source: Devroye, "Non-Uniform Random Variate Generation", 1986, chapters III.2 and III.3.
struct NegativeBinomial: Sendable {
    /// P(X ≤ first + i) at i; the last is exactly 1.
    let cumulative: [Double]
    let first: Int
    /// For each part of the unit interval the first place in ``cumulative`` that may be above it.
    let guide: [Int]

    /// The largest value that is drawn.
    var maximum: Int { first + cumulative.count - 1 }

    /// - Parameters:
    ///   - shape: at least 1.
    ///   - odds: from 0 to below 1.
    init(shape: Int, odds: Double) {
        let a = Double(shape)
        let mode = Int((a - 1) * odds / (1 - odds))
        // A weight below a quintillionth of the largest weight is never drawn.
        let negligible = 1e-18
        var below: [Double] = []
        var weight = 1.0
        var k = mode
        while k > 0, weight > negligible {
            weight *= Double(k) / (odds * (Double(k - 1) + a))
            below.append(weight)
            k -= 1
        }
        var weights = Array(below.reversed())
        first = k
        weight = 1
        k = mode
        while weight > negligible {
            weights.append(weight)
            weight *= odds * (Double(k) + a) / Double(k + 1)
            k += 1
        }
        let total = weights.reduce(0, +)
        var sum = 0.0
        var reached = weights.map { weight in
            sum += weight
            return sum / total
        }
        reached[reached.count - 1] = 1
        cumulative = reached
        var place = 0
        // Finer than the table, so that the first place is nearly always the right one.
        let parts = 8 * weights.count
        guide = (0..<parts).map { [reached] part in
            let start = Double(part) / Double(parts)
            while reached[place] <= start { place += 1 }
            return place
        }
    }
}
