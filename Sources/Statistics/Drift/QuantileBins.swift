/// The bins in which PSI and its relatives compare two samples: cut at the baseline's quantiles.
///
/// Edges are the distinct type-7 quantiles k/B of the baseline, k = 1 … B−1. A value that holds at least 1/B of the
/// baseline gets a bin of its own (edges at the value and at the next number above it), so that a constant, a column of
/// zeros and ones, or a price that often stands still are compared on the value and not on the side it falls. Bins are
/// left-closed, right-open; the outer edges are ±∞.
package struct QuantileBins: Equatable, Sendable {
    /// Inner edges, ascending and distinct.
    package let edges: [Double]

    package var count: Int { edges.count + 1 }

    /// - Parameters:
    ///   - baseline: not empty.
    ///   - bins: B, the number of bins of a baseline without ties.
    package init(baseline: some RankedSample, bins: Int = 10) {
        var edges = (1..<bins).map { baseline.quantile(Double($0) / Double(bins)) }
        // A run of a B-th of the baseline covers one of every such many rows, so only those are looked at.
        let stride = max(1, (baseline.count + bins - 1) / bins)
        for rank in Swift.stride(from: 0, to: baseline.count, by: stride) {
            let value = baseline.value(atRank: rank)
            let count = baseline.count(below: value.nextUp) - baseline.count(below: value)
            if count * bins >= baseline.count { edges += [value, value.nextUp] }
        }
        edges.sort()
        self.edges = edges.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    package init(sortedBaseline baseline: [Double]) { self.init(baseline: SortedValues(baseline)) }

    /// The number of a sample's values in each bin.
    package func counts(of sample: some RankedSample) -> [Int] {
        var counts = [Int]()
        counts.reserveCapacity(count)
        var before = 0
        for edge in edges {
            let below = sample.count(below: edge)
            counts.append(below - before)
            before = below
        }
        counts.append(sample.count - before)
        return counts
    }

    package func counts(ofSorted sample: [Double]) -> [Int] { counts(of: SortedValues(sample)) }
}
