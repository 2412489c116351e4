/// A sample in ascending order of which one can ask what stands at a rank, and how many rows lie below a value.
package protocol RankedSample: Sendable {
    /// Rows of the sample.
    var count: Int { get }
    /// The value at a rank, 0 ..< count.
    func value(atRank rank: Int) -> Double
    /// Rows with a value below a bound.
    func count(below bound: Double) -> Int
}

/// All values of a sample, ascending.
package struct SortedValues: RankedSample {
    private let values: [Double]

    /// - Parameter ascending: finite, ascending.
    package init(_ ascending: [Double]) { values = ascending }

    package var count: Int { values.count }
    package func value(atRank rank: Int) -> Double { values[rank] }
    package func count(below bound: Double) -> Int { values.lowerBound(of: bound) }
}

extension RankedSample {
    /// Type-7 quantile (Hyndman and Fan, 1996; the default of R and numpy).
    ///
    /// h = (n − 1)q, the result is x⌊h⌋ + (h − ⌊h⌋)(x⌈h⌉ − x⌊h⌋).
    /// - Parameter q: probability in 0...1; the sample is not empty.
    package func quantile(_ q: Double) -> Double {
        precondition(count > 0 && (0...1).contains(q), "a quantile needs a sample and a probability in 0...1")
        let h = Double(count - 1) * q
        let low = value(atRank: Int(h.rounded(.down)))
        let high = value(atRank: Int(h.rounded(.up)))
        let share = h - h.rounded(.down)
        let step = high - low
        // The difference of two numbers may be beyond what a number holds; what lies between them is not.
        return step.isFinite ? low + share * step : (1 - share) * low + share * high
    }
}
