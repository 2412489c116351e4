/// Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank.
///
/// Source: Spearman, 1904. Says how alike two orders are, not two sizes. With few values (below about five) hardly
/// anything.
/// - Parameters: equally many values.
/// - Returns: −1 ... 1; nil below two values or when one side does not vary.
package func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double? {
    LeastSquares(x: meanRanks(a), y: meanRanks(b))?.correlation
}

/// The ranks of values from 1, ties sharing their mean rank.
func meanRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start + 1
        while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
        for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
        start = end
    }
    return ranks
}

/// Half the sum of absolute differences of two lists of shares: the part that would have to move to make them equal.
/// - Returns: 0 (equal) ... 1 (nothing in common).
package func totalVariationDistance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
}
