package import Core
import Statistics

/// The profile of a file beside that of another.
package struct ProfileComparison {
    private let current: FileProfile
    private let baseline: FileProfile?

    /// - Parameter baseline: one that kept its values; nil where there is nothing to compare with.
    package init(current: FileProfile, baseline: FileProfile?) {
        self.current = current
        self.baseline = baseline
    }

    // MARK: - Shape

    /// Differences from the baseline's shape, and rows out of order.
    package var findings: [Finding] {
        guard let baseline else { return orderFindings(expected: nil) }
        let contract = Contract(
            columns: baseline.entries.map { Contract.ColumnRule(name: $0.name, type: $0.type) },
            time: baseline.time ?? "")
        return contract.headerFindings(current.header) + current.entries.compactMap(typeFinding)
            + orderFindings(expected: baseline)
    }

    private func typeFinding(_ entry: FileProfile.Entry) -> Finding? {
        guard let expected = baseline?[entry.name]?.type else { return nil }
        let invalid = entry.profile.invalid
        let filled = entry.profile.rows - entry.profile.nulls
        if invalid > 0 {
            let mismatch = Double(invalid) > Contract.mismatchShare * Double(filled)
            return Finding(
                mismatch ? .typeMismatch : .invalidCells, column: entry.name, count: invalid,
                """
                \"\(entry.name)\": \(invalid) of \(filled) cells are not of type \(expected.rawValue) (such as \
                \(expected.example))
                """
            )
        }
        guard expected == .integer, entry.type == .number else { return nil }
        return Finding(
            .typeMismatch, column: entry.name,
            "\"\(entry.name)\" holds fractions; the baseline holds whole numbers only")
    }

    /// Rows out of order, unless the baseline is out of order too.
    private func orderFindings(expected: FileProfile?) -> [Finding] {
        if let expected, expected.order.backwards + expected.order.repeated > 0 { return [] }
        guard let time = current.time, current.order.backwards > 0 else { return [] }
        let lines = current.order.firstRows.map { $0 + current.firstRow }
        return [
            Finding(
                .timeBackwards, column: time, count: current.order.backwards, lines: lines,
                """
                \"\(time)\": \(current.order.backwards) rows are earlier than the row before (first in rows \
                \(lines.map(String.init).joined(separator: ", ")))
                """
            )
        ]
    }

    // MARK: - Drift

    /// PSI of a column against the baseline's; nil where it has none.
    package func populationStabilityIndex(_ entry: FileProfile.Entry) -> Double? {
        guard let counts = binCounts(entry) else { return nil }
        let rows = counts.current.reduce(0, +)
        let least = 2 * counts.baseline.count
        let isLargeEnough = rows >= least && counts.baseline.reduce(0, +) >= max(least, ProfileComparison.leastBaseline)
        guard rows > 0, isLargeEnough || isUnchangedConstant(entry) else { return nil }
        if isUnchangedConstant(entry) { return 0 }
        return BinnedDistances(currentCounts: counts.current, baselineCounts: counts.baseline).populationStabilityIndex
    }

    /// As the measures of a check have it.
    private static let leastBaseline = 20

    private func binCounts(_ entry: FileProfile.Entry) -> (current: [Int], baseline: [Int])? {
        guard let base = baseline?[entry.name] else { return nil }
        if let names = base.categories, let now = entry.categories {
            let known = names.keys.sorted()
            let current = known.map { now[$0] ?? 0 }
            let unseen = now.values.reduce(0, +) - current.reduce(0, +)
            return (current + [unseen], known.map { names[$0] ?? 0 } + [0])
        }
        guard let values = base.values, values.count > 0 else { return nil }
        return (entry.profile.binCounts, QuantileBins(baseline: values).counts(of: values))
    }

    /// By what share of its rows a rank of the baseline may be wrong: 0 where all its values were kept.
    package func rankError(_ entry: FileProfile.Entry) -> Double? {
        guard let base = baseline?[entry.name], let values = base.values, values.count > 0 else { return nil }
        return Double(base.rankErrorBound) / Double(values.count)
    }

    private func isUnchangedConstant(_ entry: FileProfile.Entry) -> Bool {
        guard let base = baseline?[entry.name] else { return false }
        if let names = base.categories, let now = entry.categories { return names.count == 1 && names.keys == now.keys }
        let (then, now) = (base.profile, entry.profile)
        return then.minimum != nil && [then.maximum, now.minimum, now.maximum].allSatisfy { $0 == then.minimum }
    }
}
