import Foundation

/// Two-sample Kolmogorov–Smirnov test: the largest distance between the two empirical distribution functions.
///
/// Assumes independent rows. Sees shifts of the middle better than changes in the tails. Source: Hodges, "The
/// Significance Probability of the Smirnov Two-Sample Test", 1958; with ties Nikiforov, "Algorithm AS 288", 1994: the
/// distribution given the pooled values.
package struct KolmogorovSmirnov: Equatable, Sendable {
    /// The statistic, 0 … 1.
    package let statistic: Double
    private let samples: (a: [Double], b: [Double])
    private var sizes: (Int, Int) { (samples.a.count, samples.b.count) }

    /// - Parameters: two ascending, non-empty samples.
    package init(sorted a: [Double], sorted b: [Double]) {
        var i = 0
        var j = 0
        var largest = 0
        while i < a.count, j < b.count {
            let x = min(a[i], b[j])
            while i < a.count, a[i] == x { i += 1 }
            while j < b.count, b[j] == x { j += 1 }
            largest = max(largest, abs(i * b.count - j * a.count))
        }
        statistic = Double(largest) / (Double(a.count) * Double(b.count))
        samples = (a, b)
    }

    package static func == (a: Self, b: Self) -> Bool { a.statistic == b.statistic && a.samples == b.samples }

    /// Probability of a statistic at least this large if both samples come from one distribution: exact by counting
    /// lattice paths up to 2·10⁷ cells, Kolmogorov's limit beyond.
    package func pValue() -> Double {
        sizes.0 * sizes.1 <= 20_000_000 ? exactPValue() : limitPValue()
    }

    private func limitPValue() -> Double {
        let n = Double(sizes.0)
        let m = Double(sizes.1)
        return KolmogorovDistribution.upperTail(statistic * (n * m / (n + m)).squareRoot())
    }

    /// For each number of pooled rows, whether that many end a value: amid equal values the two distribution functions
    /// have no difference.
    private var endsOfTies: [Bool] {
        let pooled = (samples.a + samples.b).sorted()
        return [true] + pooled.indices.map { $0 + 1 == pooled.count || pooled[$0] != pooled[$0 + 1] }
    }

    /// The share of lattice paths from (0,0) to (n,m) that reach the distance somewhere, by the recursion
    /// P(i,j) = i/(i+j) · P(i−1,j) + j/(i+j) · P(i,j−1), P = 1 where the distance is reached.
    private func exactPValue() -> Double {
        let (n, m) = sizes.0 <= sizes.1 ? (sizes.0, sizes.1) : (sizes.1, sizes.0)
        let reach = Int((statistic * Double(n) * Double(m)).rounded())
        if reach == 0 { return 1 }
        let isEnd = endsOfTies
        var row = [Double](repeating: 0, count: m + 1)
        for i in 0...n {
            for j in 0...m {
                if isEnd[i + j], abs(i * m - j * n) >= reach {
                    row[j] = 1
                } else if i + j == 0 {
                    row[j] = 0
                } else {
                    let fromAbove = i > 0 ? row[j] * Double(i) : 0
                    let fromLeft = j > 0 ? row[j - 1] * Double(j) : 0
                    row[j] = (fromAbove + fromLeft) / Double(i + j)
                }
            }
        }
        return min(1, row[m])
    }
}
