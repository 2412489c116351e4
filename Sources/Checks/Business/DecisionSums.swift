import Core

/// Sums of the decisions before each place, so that those of any window cost two looks; exact, since cents are whole
/// numbers.
struct DecisionSums: Sendable {
    /// The sums of a run of decisions.
    struct Sums: Sendable {
        var decisions = 0
        var right = 0
        /// Relative to never acting.
        var value = Money.zero
        /// Relative to never acting.
        var perfect = Money.zero
        var falsePositiveCost = Money.zero
        var falseNegativeCost = Money.zero

        fileprivate mutating func add(_ line: DecisionLine) {
            decisions += 1
            value = value + line.value
            perfect = perfect + (line.perfect - line.never)
            switch line.outcome {
            case .truePositive, .trueNegative: right += 1
            case .falsePositive: falsePositiveCost = falsePositiveCost - line.money
            case .falseNegative: falseNegativeCost = falseNegativeCost - line.money
            }
        }

        fileprivate static func - (a: Sums, b: Sums) -> Sums {
            Sums(
                decisions: a.decisions - b.decisions, right: a.right - b.right, value: a.value - b.value,
                perfect: a.perfect - b.perfect, falsePositiveCost: a.falsePositiveCost - b.falsePositiveCost,
                falseNegativeCost: a.falseNegativeCost - b.falseNegativeCost)
        }
    }

    private let before: [Sums]

    /// - Parameter lines: nil where nothing was decided.
    init(_ lines: [DecisionLine?]) {
        var before = [Sums()]
        before.reserveCapacity(lines.count + 1)
        for line in lines {
            var sums = before[before.count - 1]
            if let line { sums.add(line) }
            before.append(sums)
        }
        self.before = before
    }

    subscript(rows: Range<Int>) -> Sums { before[rows.upperBound] - before[rows.lowerBound] }
}
