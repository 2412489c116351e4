import Foundation

/// Distances between two samples counted in the same bins: PSI, Jensen–Shannon and Hellinger.
///
/// All work on smoothed shares (count + ½) / (n + B′/2), B′ the number of bins, so that an empty bin is a small share
/// and not an infinite distance (Jeffreys' prior).
package struct BinnedDistances: Sendable {
    let current: [Double]
    let baseline: [Double]

    /// - Parameters: counts per bin, equally many of both, not negative.
    package init(currentCounts: [Int], baselineCounts: [Int]) {
        precondition(currentCounts.count == baselineCounts.count, "both samples are counted in the same bins")
        current = BinnedDistances.shares(currentCounts)
        baseline = BinnedDistances.shares(baselineCounts)
    }

    /// Population stability index, Σ (p − q) · ln(p/q): the symmetrised Kullback–Leibler divergence (Jeffreys, 1946).
    ///
    /// In nats, 0 when the shares are equal, not bounded. With n rows its expectation under no change is about
    /// (B − 1)(1/n + 1/m): on 21 rows and 10 bins a value of 0.33 means nothing. Do not read the folk limits 0.1 and
    /// 0.25 without ``PSINull``, and do not use it on the level of a trending series.
    package var populationStabilityIndex: Double {
        BinnedDistances.populationStabilityIndex(current, baseline)
    }

    /// Jensen–Shannon distance: the square root of the divergence in base 2, so 0 … 1 (Lin, 1991; Endres and
    /// Schindelin, 2003).
    package var jensenShannon: Double {
        var divergence = 0.0
        for (p, q) in zip(current, baseline) {
            let middle = (p + q) / 2
            divergence += (p * log2(p / middle) + q * log2(q / middle)) / 2
        }
        return max(0, divergence).squareRoot()
    }

    /// Hellinger distance √(½ Σ (√p − √q)²), 0 … 1.
    package var hellinger: Double {
        let sum = zip(current, baseline).reduce(0) { sum, pair in
            let difference = pair.0.squareRoot() - pair.1.squareRoot()
            return sum + difference * difference
        }
        return (sum / 2).squareRoot()
    }

    /// The contribution of each bin to the population stability index, in bin order.
    package var contributions: [Double] {
        zip(current, baseline).map { p, q in (p - q) * log(p / q) }
    }

    static func shares(_ counts: [Int]) -> [Double] {
        var shares = [Double](repeating: 0, count: counts.count)
        fill(&shares, with: counts)
        return shares
    }

    /// The same in an array that is there already.
    static func fill(_ shares: inout [Double], with counts: [Int]) {
        let total = Double(counts.reduce(0, +)) + Double(counts.count) / 2
        for bin in counts.indices { shares[bin] = (Double(counts[bin]) + 0.5) / total }
    }

    static func populationStabilityIndex(_ current: [Double], _ baseline: [Double]) -> Double {
        var sum = 0.0
        for i in current.indices { sum += (current[i] - baseline[i]) * log(current[i] / baseline[i]) }
        return sum
    }
}
