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
    ///   - baseline: ascending and not empty.
    ///   - bins: B, the number of bins of a baseline without ties.
    package init(sortedBaseline baseline: [Double], bins: Int = 10) {
        var edges = (1..<bins).map { quantile(Double($0) / Double(bins), ofSorted: baseline) }
        // A run of a B-th of the baseline covers one of every such many rows, so only those are looked at.
        let stride = max(1, (baseline.count + bins - 1) / bins)
        for position in Swift.stride(from: 0, to: baseline.count, by: stride) {
            let value = baseline[position]
            let count = baseline.lowerBound(of: value.nextUp) - baseline.lowerBound(of: value)
            if count * bins >= baseline.count { edges += [value, value.nextUp] }
        }
        edges.sort()
        self.edges = edges.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    package init(edges: [Double]) { self.edges = edges }

    /// How many of an ascending sample fall in each bin.
    package func counts(ofSorted sample: [Double]) -> [Int] {
        var counts = [Int]()
        counts.reserveCapacity(count)
        var before = 0
        for edge in edges {
            let below = sample.lowerBound(of: edge)
            counts.append(below - before)
            before = below
        }
        counts.append(sample.count - before)
        return counts
    }
}
