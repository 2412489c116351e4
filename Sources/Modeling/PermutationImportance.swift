package import Statistics

/// The features that a model's forecasts rest on: how much they move when a feature's values are shuffled among rows.
///
/// For each group of features, I = mean (f(x) − f(x permuted))² over rows and permutations; shares are I over its sum.
/// Source: Fisher, Rudin and Dominici, 2019 (model reliance), with the model's own answer in place of the label, so
/// that it also works where there is little skill. Says what this model uses, not what matters in the world. Strongly
/// correlated features are shuffled together, else each would seem dispensable.
package struct PermutationImportance: Sendable {
    /// Positions of the features of each group, ascending, in the order of their first.
    package let groups: [[Int]]
    /// Adding to 1, one a group.
    package let shares: [Double]
    /// Mean increase of the squared error when the group is shuffled, on the labelled rows; nil without labels.
    /// Evidence only: with little skill many are negative.
    package let squaredErrorIncreases: [Double]?

    package static let rounds = 10
    package static let maximumCorrelation = 0.7

    /// Features whose correlation on some rows is above 0.7 in size, and those they chain to, belong together.
    package static func groups(of rows: FeatureTable) -> [[Int]] {
        let width = rows.width
        let columns = (0..<width).map(rows.column)
        var group = Array(0..<width)
        for i in 0..<width {
            for j in 0..<i where group[i] != group[j] {
                let correlation = LeastSquares.correlation(x: columns[i], y: columns[j]) ?? 0
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
        of model: RidgeRegression, rows: FeatureTable, labels: [Double?]? = nil, groups: [[Int]],
        generator: inout SplitMix64
    ) {
        let terms = LinearTerms(model, rows: rows)
        let forecasts = terms.forecasts
        var order = [Int](repeating: 0, count: rows.count)
        var moved = forecasts
        var moves = [Double](repeating: 0, count: groups.count)
        var increases = moves
        let labelled = labels.map { labels in (0..<rows.count).filter { labels[$0] != nil } } ?? []
        let outcomes = labelled.map { labels?[$0] ?? 0 }
        for _ in 0..<PermutationImportance.rounds {
            for (place, group) in groups.enumerated() {
                generator.permute(&order)
                terms.forecasts(exchanging: group, by: order, into: &moved)
                moves[place] = PermutationImportance.squaredMove(from: forecasts, to: moved, after: moves[place])
                increases[place] = zip(labelled, outcomes).reduce(increases[place]) { sum, item in
                    let (before, after) = (item.1 - forecasts[item.0], item.1 - moved[item.0])
                    return sum + (after * after - before * before)
                }
            }
        }
        let total = moves.reduce(0, +)
        guard total > 0, total.isFinite else { return nil }
        self.groups = groups
        shares = moves.map { $0 / total }
        let weight = Double(PermutationImportance.rounds * labelled.count)
        squaredErrorIncreases = labelled.isEmpty ? nil : increases.map { $0 / weight }
    }

    package static let resamples = 200

    /// The shares on samples of some rows, drawn in circular blocks: how far they move when nothing has changed.
    /// - Parameter count: rows of a sample.
    package static func resampledShares(
        of model: RidgeRegression, _ rows: FeatureTable, drawing count: Int, groups: [[Int]],
        generator: inout SplitMix64
    ) -> [[Double]] {
        (0..<resamples).compactMap { _ in
            let drawn = CircularBlockBootstrap.indices(drawing: count, of: rows.count, generator: &generator)
            return PermutationImportance(
                of: model, rows: rows.drawing(drawn), groups: groups, generator: &generator)?.shares
        }
    }

    /// A sum that goes on over all rows.
    private static func squaredMove(from forecasts: [Double], to moved: [Double], after sum: Double) -> Double {
        var sum = sum
        forecasts.withUnsafeBufferPointer { forecasts in
            moved.withUnsafeBufferPointer { moved in
                for row in forecasts.indices {
                    let difference = forecasts[row] - moved[row]
                    sum += difference * difference
                }
            }
        }
        return sum
    }
}

/// The terms that a linear model adds up for each row: exchanging some features among rows exchanges their terms, and
/// the sums are those that the model itself would give, to the last bit.
private struct LinearTerms {
    /// By feature, row after row; nil for a feature that the model does not use.
    private let terms: [[Double]?]
    /// The sums before each feature, by feature; at the end the forecasts.
    private let sums: [[Double]]

    init(_ model: RidgeRegression, rows: FeatureTable) {
        terms = model.coefficients.indices.map { feature in
            guard model.deviations[feature] > 0 else { return nil }
            let (coefficient, mean) = (model.coefficients[feature], model.means[feature])
            let deviation = model.deviations[feature]
            return rows.column(feature).map { coefficient * ($0 - mean) / deviation }
        }
        var sums = [[Double](repeating: model.intercept, count: rows.count)]
        for term in terms {
            let before = sums[sums.count - 1]
            sums.append(term.map { term in zip(before, term).map(+) } ?? before)
        }
        self.sums = sums
    }

    var forecasts: [Double] { sums[sums.count - 1] }

    /// - Parameters:
    ///   - group: features, ascending, whose values each row takes from another.
    ///   - order: for each row the other.
    func forecasts(exchanging group: [Int], by order: [Int], into moved: inout [Double]) {
        guard let first = group.first else { return }
        moved.withUnsafeMutableBufferPointer { moved in
            _ = moved.update(fromContentsOf: sums[first])
            for feature in first..<terms.count {
                terms[feature]?.withUnsafeBufferPointer { term in
                    if group.contains(feature) {
                        order.withUnsafeBufferPointer { order in
                            for row in moved.indices { moved[row] += term[order[row]] }
                        }
                    } else {
                        for row in moved.indices { moved[row] += term[row] }
                    }
                }
            }
        }
    }
}
