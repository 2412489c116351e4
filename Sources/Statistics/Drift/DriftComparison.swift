/// Two samples as one measure compares them: counted once, whatever is asked of them.
package struct DriftComparison: Sendable {
    package let measure: DriftMeasure
    package let pair: DriftPair
    /// nil for a measure without bins.
    package let bins: BinCounts?
    /// nil for a measure that does not compare categories.
    package let categories: CategoryCounts?

    package init(_ pair: DriftPair, by measure: DriftMeasure) {
        self.pair = pair
        self.measure = measure
        bins = measure.isBinned ? pair.binCounts() : nil
        categories = measure.isForCategories ? pair.categories() : nil
    }

    /// The distance between two non-empty samples; nil where it is not defined (a distance per standard deviation of a
    /// baseline that does not vary), or is beyond what a number holds.
    package func value() -> Double? { distance().flatMap { $0.isFinite ? $0 : nil } }

    private func distance() -> Double? {
        if pair.isUnchangedConstant { return 0 }
        if let bins { return measure.value(of: bins.distances()) }
        switch measure {
        case .chiSquare: return categories?.chiSquare().statistic
        case .lInfinity: return categories?.lInfinity()
        case .wasserstein:
            return spread.map { wassersteinDistance(sorted: pair.current, sorted: pair.baseline) / $0 }
        case .energy:
            return spread.map { energyDistance(sorted: pair.current, sorted: pair.baseline) / $0.squareRoot() }
        case .andersonDarling: return andersonDarling(sorted: pair.current, sorted: pair.baseline)
        case .kolmogorovSmirnov: return KolmogorovSmirnov(sorted: pair.current, sorted: pair.baseline).statistic
        case .psi, .jensenShannon, .hellinger: return nil
        }
    }

    /// The standard deviation of a baseline that varies.
    private var spread: Double? { Moments(of: pair.baseline).standardDeviation.flatMap { $0 > 0 ? $0 : nil } }

    /// The rows a sample needs before its value means anything; for binned measures and categories two per bin.
    package var minimumSample: Int {
        if let bins { return 2 * bins.baseline.count }
        if let categories { return 2 * categories.current.count }
        return 10
    }

    /// Rows of a baseline below which its bins are its own values, and any other sample looks drifted.
    private static let leastBaseline = 20

    /// The rows that a baseline needs before a distance from it means anything: as the sample, two per bin or category,
    /// and never fewer than 20.
    package var minimumBaseline: Int {
        // The bins of a baseline below it are made of its own values, and would ask for more than is needed.
        guard pair.sizes.baseline >= DriftComparison.leastBaseline, bins != nil || categories != nil else {
            return DriftComparison.leastBaseline
        }
        return max(DriftComparison.leastBaseline, minimumSample)
    }

    /// The largest value that a current sample of this size could reach; nil where there is no bound.
    package func ceiling() -> Double? {
        if let bins {
            let total = bins.current.reduce(0, +)
            // No distance is larger than with all rows in a bin that holds least of the baseline.
            let least = bins.baseline.min()
            return bins.baseline.indices.filter { bins.baseline[$0] == least }.compactMap { bin in
                var all = [Int](repeating: 0, count: bins.baseline.count)
                all[bin] = total
                return measure.value(
                    of: BinnedDistances(currentCounts: all, baselineCounts: bins.baseline))
            }.max()
        }
        switch measure {
        case .kolmogorovSmirnov, .lInfinity: return 1
        case .chiSquare: return Double(pair.current.count + pair.baseline.count)
        case .andersonDarling: return separated.map { andersonDarling(sorted: $0, sorted: pair.baseline) }.max()
        case .wasserstein, .energy, .psi, .jensenShannon, .hellinger: return nil
        }
    }

    /// As many values as the current sample has beyond either end of the baseline, all different and all equal.
    private var separated: [[Double]] {
        guard let first = pair.baseline.first, let last = pair.baseline.last else { return [] }
        // Only the order counts: as far out as numbers differ by 1 there.
        let step = max(1, max(abs(first), abs(last)) * 1e-9)
        let count = pair.current.count
        return [
            (0..<count).map { first - step * Double(count - $0) }, (0..<count).map { last + step * Double($0 + 1) },
            [Double](repeating: first - step, count: count), [Double](repeating: last + step, count: count),
        ]
    }
}
