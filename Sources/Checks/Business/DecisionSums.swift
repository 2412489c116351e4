import Core

/// The sums of the decisions before each place, so that those of any window cost two looks; exact, since cents are
/// whole numbers.
struct DecisionSums: Sendable {
    /// The sums of a run of decisions.
    struct Sums: Sendable {
        private(set) var decisions = 0
        private(set) var right = 0
        /// Relative to never acting.
        private(set) var value = Money.zero
        /// Relative to never acting.
        private(set) var perfect = Money.zero
        private(set) var falsePositiveCost = Money.zero
        private(set) var falseNegativeCost = Money.zero

        fileprivate mutating func add(_ count: Int32, _ line: DecisionLine) {
            let count = Int(count)
            decisions += count
            value = value + line.value * count
            perfect = perfect + (line.perfect - line.never) * count
            switch line.outcome {
            case .truePositive, .trueNegative: right += count
            case .falsePositive: falsePositiveCost = falsePositiveCost - line.money * count
            case .falseNegative: falseNegativeCost = falseNegativeCost - line.money * count
            }
        }
    }

    /// The four lines that a decision can be; none where nothing is decided.
    private let lines: [DecisionLine]
    /// The number of decisions of each line before each place.
    private let before: [SIMD4<Int32>]

    /// - Parameters:
    ///   - kinds: the position of each decision's line, or one beyond them where there is no decision.
    ///   - lines: at most four.
    init(kinds: [UInt8], lines: [DecisionLine]) {
        self.lines = lines
        var before = [SIMD4<Int32>.zero]
        before.reserveCapacity(kinds.count + 1)
        for kind in kinds {
            var counts = before[before.count - 1]
            if kind < lines.count { counts[Int(kind)] += 1 }
            before.append(counts)
        }
        self.before = before
    }

    subscript(rows: Range<Int>) -> Sums {
        let counts = before[rows.upperBound] &- before[rows.lowerBound]
        var sums = Sums()
        for (kind, line) in lines.enumerated() { sums.add(counts[kind], line) }
        return sums
    }
}
