/// The exact null distribution of the population stability index, by simulation: its values if nothing had changed.
///
/// Each draw takes bin probabilities from Dirichlet(baseline counts), which carries the baseline's own uncertainty, and
/// the current counts from a multinomial of the same size. Exact size at every n, where the χ² approximation rejects
/// 0.2 % instead of 5 % at n = 21. Assumes independent rows: the level of a price or of the VIX is not, and there the
/// p-value is far too small.
package struct PSINull: Equatable, Sendable {
    /// The mean of the simulated values.
    package let expected: Double
    /// (1 + number of simulated values at least as large as the observed) / (draws + 1).
    package let pValue: Double
    /// Share of the simulated values above a threshold, if one was given.
    package let shareAbove: Double?

    package static let draws = 20_000
    /// Beyond this many bins, which only categories have, counts are drawn from an urn, and the draws divided among the
    /// cores. Up to it each draw is what it has always been.
    static let fewBins = 32

    /// - Parameters:
    ///   - observed: the value whose p-value is wanted.
    ///   - currentTotal: rows of the current sample, at least 1.
    ///   - baselineCounts: at least one row.
    package init(
        observed: Double, currentTotal: Int, baselineCounts: [Int], threshold: Double? = nil,
        generator: inout SplitMix64
    ) {
        if baselineCounts.count <= PSINull.fewBins {
            self.init(
                fewBins: baselineCounts, observed: observed, rows: currentTotal, threshold: threshold,
                generator: &generator)
        } else {
            self.init(
                observed: observed, urn: PolyaUrn(counts: baselineCounts, rows: currentTotal), rows: currentTotal,
                baseline: BinnedDistances.shares(baselineCounts), threshold: threshold, generator: &generator)
        }
    }

    private init(
        fewBins baselineCounts: [Int], observed: Double, rows: Int, threshold: Double?, generator: inout SplitMix64
    ) {
        let baseline = BinnedDistances.shares(baselineCounts)
        var sum = 0.0
        var reached = 0
        var above = 0
        var probabilities = baseline
        var counts = baselineCounts
        var shares = baseline
        for _ in 0..<PSINull.draws {
            generator.dirichlet(counts: baselineCounts, into: &probabilities)
            generator.multinomial(trials: rows, probabilities: probabilities, into: &counts)
            BinnedDistances.fill(&shares, with: counts)
            let value = BinnedDistances.populationStabilityIndex(shares, baseline)
            sum += value
            if value >= observed { reached += 1 }
            if let threshold, value > threshold { above += 1 }
        }
        expected = sum / Double(PSINull.draws)
        pValue = Double(1 + reached) / Double(PSINull.draws + 1)
        shareAbove = threshold.map { _ in Double(above) / Double(PSINull.draws) }
    }
}
