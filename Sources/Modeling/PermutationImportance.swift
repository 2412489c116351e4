package import Statistics

/// What a model's forecasts lean on: how much they move when a feature's values are shuffled among rows.
///
/// For each group of features, I = mean (f(x) − f(x permuted))² over rows and permutations; shares are I over its sum. Source:
/// Fisher, Rudin and Dominici, 2019 (model reliance), with the model's own answer in place of the label, so that it also works where
/// there is little skill. Says what this model uses, not what matters in the world. Strongly correlated features are
/// shuffled together, else each would seem dispensable.
package struct PermutationImportance: Sendable {
    /// Positions of the features of each group, ascending, in the order of their first.
    package let groups: [[Int]]
    /// Adding to 1, one a group.
    package let shares: [Double]
    /// Mean increase of the squared error when the group is shuffled, on the labelled rows; nil without labels. Evidence only:
    /// with little skill many are negative.
    package let squaredErrorIncreases: [Double]?

    package static let rounds = 10
    package static let maximumCorrelation = 0.7

    /// Features whose correlation on some rows is above 0.7 in size, and those they chain to, belong together.
    package static func groups(of rows: [[Double]]) -> [[Int]] {
        let width = rows.first?.count ?? 0
        let columns = (0..<width).map { column in rows.map { $0[column] } }
        var group = Array(0..<width)
        for i in 0..<width {
            for j in 0..<i where group[i] != group[j] {
                let correlation = LeastSquares(x: columns[i], y: columns[j])?.correlation ?? 0
                guard abs(correlation) > maximumCorrelation else { continue }
                let (kept, merged) = (min(group[i], group[j]), max(group[i], group[j]))
                for k in 0..<width where group[k] == merged { group[k] = kept }
            }
        }
        return Set(group).sorted().map { name in (0..<width).filter { group[$0] == name } }
    }

    /// - Parameters:
    ///   - rows: features, at least one row.
    ///   - labels: one a row, nil where there is none.
    ///   - groups: as ``groups(of:)`` makes them.
    /// - Returns: nil when the model's forecast does not move at all.
    package init?(
        rows: [[Double]], labels: [Double?]? = nil, groups: [[Int]], generator: inout SplitMix64,
        forecast: ([Double]) -> Double
    ) {
        let plain = rows.map(forecast)
        var moves = [Double](repeating: 0, count: groups.count)
        var increases = moves
        let labelled = labels.map { labels in labels.count { $0 != nil } } ?? 0
        var changed = rows[0]
        for _ in 0..<PermutationImportance.rounds {
            for (place, group) in groups.enumerated() {
                let order = generator.permutation(rows.count)
                for (row, other) in order.enumerated() {
                    for feature in changed.indices { changed[feature] = rows[row][feature] }
                    for feature in group { changed[feature] = rows[other][feature] }
                    let moved = forecast(changed)
                    moves[place] += (plain[row] - moved) * (plain[row] - moved)
                    guard let label = labels?[row] else { continue }
                    let (before, after) = (label - plain[row], label - moved)
                    increases[place] += after * after - before * before
                }
            }
        }
        let total = moves.reduce(0, +)
        guard total > 0, total.isFinite else { return nil }
        self.groups = groups
        shares = moves.map { $0 / total }
        let weight = Double(PermutationImportance.rounds * labelled)
        squaredErrorIncreases = labelled > 0 ? increases.map { $0 / weight } : nil
    }
}
