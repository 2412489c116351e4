/// A mergeable summary of a sample of any length, from which every quantile can be had within a stated rank error.
///
/// Values lie on levels; one on level h stands for 2ʰ rows. A level that is full is sorted, and every second of its
/// values moves up a level, which moves the rank of any value by at most the level's 2ʰ rows. These moves are added up
/// as they happen, so ``rankErrorBound`` is a guarantee for this very sketch, not an expectation; until the first one
/// the sketch is exact. Compaction after Manku, Rajagopalan and Lindsay (1998) and Karnin, Lang and Liberty (2016),
/// without their sampling, so that the same rows in the same order give the same sketch. With n rows and capacity c the
/// bound is about log₂(n/c) · n/c rows: for 10⁹ rows and the default capacity 0.001 % of them. Not for the tails beyond
/// that bound.
package struct QuantileSketch: Equatable, Sendable {
    /// Values that a level holds at most.
    package let capacity: Int
    /// Rows that were taken in.
    package private(set) var count = 0
    /// No rank is wrong by more rows than this.
    package private(set) var rankErrorBound = 0
    private var levels: [[Double]] = [[]]
    /// True if the next compaction of a level keeps the values at odd positions: in turn, so that errors cancel.
    private var keepsOdd: [Bool] = [false]

    /// - Parameter capacity: at least 2; 8 bytes each, on about log₂(n/capacity) + 1 levels.
    package init(capacity: Int = 1 << 20) {
        precondition(capacity >= 2, "a level holds at least two values")
        self.capacity = capacity
    }

    package mutating func insert(_ values: [Double]) {
        var rest = values[...]
        while !rest.isEmpty {
            let taken = rest.prefix(capacity - levels[0].count)
            levels[0] += taken
            rest = rest.dropFirst(taken.count)
            compact()
        }
        count += values.count
    }

    /// Takes in the sketch of other rows; the bounds add up.
    package mutating func merge(_ other: QuantileSketch) {
        for (level, values) in other.levels.enumerated() {
            addLevels(through: level)
            levels[level] += values
        }
        count += other.count
        rankErrorBound += other.rankErrorBound
        compact()
    }

    /// The sample as the sketch knows it.
    package var sample: WeightedValues {
        if levels.dropFirst().allSatisfy(\.isEmpty) { return WeightedValues(ascending: sortedAscending(levels[0])) }
        let weighted = levels.enumerated().flatMap { level, values in values.map { (value: $0, weight: 1 << level) } }
        return WeightedValues(ascending: weighted.sorted { $0.value < $1.value })
    }

    private mutating func compact() {
        var level = 0
        while level < levels.count {
            if levels[level].count >= capacity { moveUp(level) }
            level += 1
        }
    }

    private mutating func moveUp(_ level: Int) {
        addLevels(through: level + 1)
        var values = sortedAscending(levels[level])
        levels[level] = values.count % 2 == 1 ? [values.removeLast()] : []
        let first = keepsOdd[level] ? 1 : 0
        levels[level + 1] += stride(from: first, to: values.count, by: 2).map { values[$0] }
        keepsOdd[level].toggle()
        rankErrorBound += 1 << level
    }

    private mutating func addLevels(through level: Int) {
        while levels.count <= level {
            levels.append([])
            keepsOdd.append(false)
        }
    }
}

/// Ascending values, each standing for a number of rows.
package struct WeightedValues: RankedSample {
    private let values: [Double]
    /// Rows up to and including each value; nil where each stands for one.
    private let cumulative: [Int]?

    init(ascending values: [Double]) {
        self.values = values
        cumulative = nil
    }

    init(ascending weighted: [(value: Double, weight: Int)]) {
        values = weighted.map(\.value)
        var rows = 0
        cumulative = weighted.map {
            rows += $0.weight
            return rows
        }
    }

    package var count: Int { rows(through: values.count) }

    package func value(atRank rank: Int) -> Double {
        var low = 0
        var high = values.count - 1
        while low < high {
            let middle = (low + high) / 2
            if rows(through: middle + 1) <= rank { low = middle + 1 } else { high = middle }
        }
        return values[low]
    }

    package func count(below bound: Double) -> Int { rows(through: values.lowerBound(of: bound)) }

    /// Rows of the first so many values.
    private func rows(through position: Int) -> Int {
        guard let cumulative else { return position }
        return position > 0 ? cumulative[position - 1] : 0
    }
}
