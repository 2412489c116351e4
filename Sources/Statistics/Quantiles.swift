/// Type-7 quantile of an ascending sample; see ``RankedSample/quantile(_:)``.
package func quantile(_ q: Double, ofSorted sorted: [Double]) -> Double { SortedValues(sorted).quantile(q) }

/// Type-7 quantiles of a sample in any order: the same as those of the sorted sample, without sorting what lies between
/// them.
/// - Parameters:
///   - probabilities: in 0...1.
///   - unsorted: finite; at least one value.
/// - Returns: one a probability.
package func quantiles(_ probabilities: [Double], of unsorted: [Double]) -> [Double] {
    let last = Double(unsorted.count - 1)
    let ranks = Set(probabilities.flatMap { [Int(($0 * last).rounded(.down)), Int(($0 * last).rounded(.up))] })
    var values = unsorted
    values.withUnsafeMutableBufferPointer { values in
        var first = 0
        for rank in ranks.sorted() {
            select(rank, in: first..<values.count, of: values)
            first = rank + 1
        }
    }
    let sample = SortedValues(values)
    return probabilities.map(sample.quantile)
}

/// Brings the value of a rank to its place, smaller ones before it and larger ones behind it (Hoare, 1961).
/// - Parameter range: holds the rank; what lies before it is not larger than what lies in it.
private func select(_ rank: Int, in range: Range<Int>, of values: UnsafeMutableBufferPointer<Double>) {
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
        let (first, middle, last) = (values[low], values[(low + high) / 2], values[high])
        let pivot = max(min(first, middle), min(max(first, middle), last))
        var (left, right) = (low, high)
        while left <= right {
            while values[left] < pivot { left += 1 }
            while values[right] > pivot { right -= 1 }
            guard left <= right else { break }
            values.swapAt(left, right)
            left += 1
            right -= 1
        }
        if rank <= right { high = right } else if rank >= left { low = left } else { return }
    }
}
