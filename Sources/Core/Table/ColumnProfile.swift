package import Statistics

/// The mergeable summary of one measure over a run of adjacent rows.
///
/// Counts of merged pieces equal those of the whole exactly, moments to 1e-12. The boundary rows are kept so that a
/// lagged transform loses nothing at a cut.
package struct ColumnProfile: Equatable, Sendable {
    package private(set) var rows = 0
    package private(set) var nulls = 0
    package private(set) var invalid = 0
    /// Smallest and largest transformed value; nil without values.
    package private(set) var minimum: Double?
    package private(set) var maximum: Double?
    package private(set) var moments = Moments()
    /// Values in each bin of the question.
    package private(set) var binCounts: [Int]
    /// True if every value is a whole number.
    package private(set) var isWhole = true

    private let measure: ProfileQuestion.Measure
    private var first: Cell?
    private var last: Cell?

    private struct Cell: Equatable, Sendable {
        let value: Double
        let isValue: Bool
    }

    package init(measure: ProfileQuestion.Measure) {
        self.measure = measure
        binCounts = [Int](repeating: 0, count: measure.edges.count + 1)
    }

    /// The profile of adjacent rows.
    /// - Parameter scratch: memory for at least as many values as there are rows.
    package init(
        measure: ProfileQuestion.Measure, values: UnsafeBufferPointer<Double>, states: UnsafeBufferPointer<CellState>,
        scratch: UnsafeMutableBufferPointer<Double>
    ) {
        self.init(measure: measure)
        guard let end = values.indices.last else { return }
        rows = values.count
        first = Cell(value: values[0], isValue: states[0] == .value)
        last = Cell(value: values[end], isValue: states[end] == .value)
        for state in states where state != .value {
            if state == .null { nulls += 1 } else { invalid += 1 }
        }
        let transformed = transform(values, states, into: scratch)
        absorb(transformed)
    }

    /// Values that the measure is about: transformed, defined and not null.
    package var count: Int { moments.count }

    /// Takes in the profile of the rows that follow.
    package mutating func merge(_ next: ColumnProfile) {
        guard let nextFirst = next.first else { return }
        if measure.transform.isLagged, let last, last.isValue, nextFirst.isValue,
            let value = measure.transform(nextFirst.value, previous: last.value)
        {
            withUnsafePointer(to: value) { absorb(UnsafeBufferPointer(start: $0, count: 1)) }
        }
        rows += next.rows
        nulls += next.nulls
        invalid += next.invalid
        minimum = [minimum, next.minimum].compactMap { $0 }.min()
        maximum = [maximum, next.maximum].compactMap { $0 }.max()
        moments.merge(next.moments)
        for bin in binCounts.indices { binCounts[bin] += next.binCounts[bin] }
        isWhole = isWhole && next.isWhole
        first = first ?? next.first
        last = next.last
    }

    /// Takes in rows that follow and are all null.
    package mutating func appendNulls(_ count: Int) {
        guard count > 0 else { return }
        let null = Cell(value: 0, isValue: false)
        rows += count
        nulls += count
        first = first ?? null
        last = null
    }

    /// Writes the transformed values of the rows that have one.
    private func transform(
        _ values: UnsafeBufferPointer<Double>, _ states: UnsafeBufferPointer<CellState>,
        into scratch: UnsafeMutableBufferPointer<Double>
    ) -> UnsafeBufferPointer<Double> {
        if measure.transform == .level, nulls == 0, invalid == 0 { return values }
        var count = 0
        if measure.transform.isLagged {
            for i in values.indices.dropFirst() where states[i] == .value && states[i - 1] == .value {
                guard let value = measure.transform(values[i], previous: values[i - 1]) else { continue }
                scratch[count] = value
                count += 1
            }
        } else {
            for i in values.indices where states[i] == .value {
                guard let value = measure.transform(values[i], previous: 0) else { continue }
                scratch[count] = value
                count += 1
            }
        }
        return UnsafeBufferPointer(rebasing: scratch[0..<count])
    }

    private mutating func absorb(_ values: UnsafeBufferPointer<Double>) {
        guard let range = SIMDReductions.range(of: values) else { return }
        minimum = min(minimum ?? range.lowerBound, range.lowerBound)
        maximum = max(maximum ?? range.upperBound, range.upperBound)
        // Stops at the first fraction, so that it costs nothing where it says no.
        isWhole = isWhole && values.allSatisfy { $0.magnitude >= 0x1p53 || Double(Int64($0)) == $0 }
        moments.merge(Moments(of: values))
        count(values)
    }

    /// One pass per edge over a piece that stays in the cache: comparisons without a branch, where a search per value
    /// would mispredict.
    private mutating func count(_ values: UnsafeBufferPointer<Double>) {
        guard !measure.edges.isEmpty else {
            binCounts[0] += values.count
            return
        }
        var from = 0
        while from < values.count {
            let piece = UnsafeBufferPointer(rebasing: values[from..<Swift.min(from + 2048, values.count)])
            var reached = piece.count
            for (bin, edge) in measure.edges.enumerated() {
                let atLeast = SIMDReductions.count(of: piece, atLeast: edge)
                binCounts[bin] += reached - atLeast
                reached = atLeast
            }
            binCounts[measure.edges.count] += reached
            from += piece.count
        }
    }
}
