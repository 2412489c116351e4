/// The median slopes of samples that are drawn again from some pairs: all slopes are made and sorted once, and a
/// resample weighs each by how often its two pairs were drawn.
package struct TheilSenResamples: Sendable {
    private let slopes: [Slope]
    /// Pairs of one x, between which there is no slope, are of one group.
    private let groups: [Int]
    private let groupCount: Int

    private struct Slope: Sendable {
        let value: Double
        let first: Int32
        let second: Int32
    }

    /// - Returns: nil where a slope is beyond what a number holds.
    package init?(x: ArraySlice<Double>, y: ArraySlice<Double>) {
        let (x, y) = (Array(x), Array(y))
        var slopes: [Slope] = []
        slopes.reserveCapacity(x.count * (x.count - 1) / 2)
        for i in x.indices {
            for j in i + 1..<x.count where x[j] != x[i] {
                let value = (y[j] - y[i]) / (x[j] - x[i])
                guard value.isFinite else { return nil }
                slopes.append(Slope(value: value, first: Int32(i), second: Int32(j)))
            }
        }
        slopes.sort { $0.value < $1.value }
        self.slopes = slopes
        let distinct = Set(x).sorted()
        groups = x.map { distinct.lowerBound(of: $0) }
        groupCount = distinct.count
    }

    /// - Parameter indices: of the pairs that were drawn, each as often as it was.
    /// - Returns: nil where no two x of them differ.
    package func slope(drawing indices: [Int]) -> Double? {
        var (drawn, inGroup) = (
            [Int32](repeating: 0, count: groups.count), [Int](repeating: 0, count: groupCount)
        )
        for index in indices {
            drawn[index] += 1
            inGroup[groups[index]] += 1
        }
        let total = (indices.count * indices.count - inGroup.reduce(0) { $0 + $1 * $1 }) / 2
        guard total > 0 else { return nil }
        let (lower, upper) = ((total - 1) / 2, total / 2)
        var low: Double?
        var before = 0
        for slope in slopes {
            before += Int(drawn[Int(slope.first)] * drawn[Int(slope.second)])
            if low == nil, before > lower { low = slope.value }
            if before > upper { return low.map { $0 + 0.5 * (slope.value - $0) } }
        }
        return nil
    }
}
