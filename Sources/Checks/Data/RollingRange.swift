import Statistics

/// The sorted sample of a range of rows that moves forward.
struct RollingRange: Sendable {
    /// Beyond so many values one pass over the sample is cheaper than a move of memory for each.
    static let maximumSingleMoves = 16

    var rows = 0..<0
    var sample = SortedSample()

    mutating func move(to next: Range<Int>, of values: ArraySlice<Double>) {
        if next.lowerBound < rows.lowerBound || next.upperBound < rows.upperBound || next.lowerBound >= rows.upperBound
        {
            sample = SortedSample(values[next].filter { !$0.isNaN })
        } else {
            let leaving = values[rows.lowerBound..<next.lowerBound].filter { !$0.isNaN }
            let entering = values[rows.upperBound..<next.upperBound].filter { !$0.isNaN }
            if leaving.count + entering.count > RollingRange.maximumSingleMoves {
                sample.replace(leaving, with: entering)
            } else {
                for value in leaving { sample.remove(value) }
                for value in entering { sample.insert(value) }
            }
        }
        rows = next
    }
}
