/// A measure of how far a sample has moved from its baseline.
///
/// Adding one is a file in this folder, a case here and reference values in the fixture.
package enum DriftMeasure: String, CaseIterable, Sendable {
    case psi
    case kolmogorovSmirnov = "ks"
    case wasserstein
    case jensenShannon = "jensen_shannon"
    case hellinger
    case chiSquare = "chi_square"
    case lInfinity = "l_infinity"

    /// Whether the measure compares categories by name rather than numbers by size.
    package var isForCategories: Bool { self == .chiSquare || self == .lInfinity }

    /// Whether the measure works on counts in bins.
    package var isBinned: Bool { self == .psi || self == .jensenShannon || self == .hellinger }

    /// The distance between two non-empty samples; nil where it is not defined: a distance per standard deviation of a
    /// baseline that does not vary.
    package func value(of pair: DriftPair) -> Double? {
        if pair.isUnchangedConstant { return 0 }
        switch self {
        case .psi: return pair.binned.populationStabilityIndex
        case .jensenShannon: return pair.binned.jensenShannon
        case .hellinger: return pair.binned.hellinger
        case .kolmogorovSmirnov: return KolmogorovSmirnov(sorted: pair.current, sorted: pair.baseline).statistic
        case .chiSquare: return pair.categories.chiSquare.statistic
        case .lInfinity: return pair.categories.lInfinity
        case .wasserstein:
            guard let spread = Moments(of: pair.baseline).standardDeviation, spread > 0 else { return nil }
            return wassersteinDistance(sorted: pair.current, sorted: pair.baseline) / spread
        }
    }

    /// The rows a sample needs before its value means anything; for binned measures and categories two per bin.
    package func minimumSample(of pair: DriftPair) -> Int {
        if isBinned { return 2 * pair.binCounts.baseline.count }
        if isForCategories { return 2 * pair.categories.current.count }
        return 10
    }

    /// The largest value that a current sample of this size could reach; nil where there is no bound.
    package func ceiling(of pair: DriftPair) -> Double? {
        switch self {
        case .wasserstein: return nil
        case .kolmogorovSmirnov, .lInfinity: return 1
        case .chiSquare: return Double(pair.current.count + pair.baseline.count)
        case .psi, .jensenShannon, .hellinger:
            let counts = pair.binCounts
            let total = counts.current.reduce(0, +)
            return counts.baseline.indices.map { bin in
                var all = [Int](repeating: 0, count: counts.baseline.count)
                all[bin] = total
                let distances = BinnedDistances(currentCounts: all, baselineCounts: counts.baseline)
                switch self {
                case .jensenShannon: return distances.jensenShannon
                case .hellinger: return distances.hellinger
                default: return distances.populationStabilityIndex
                }
            }.max()
        }
    }
}
