/// Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank.
///
/// Source: Spearman, 1904. Says how alike two orders are, not two sizes. With few values (below about five) hardly anything.
/// - Parameters: equally many values.
/// - Returns: −1 ... 1; nil below two values or when one side does not vary.
package func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double? {
    LeastSquares(x: ranks(a), y: ranks(b))?.correlation
}

private func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
        let below = values.count { $0 < value }
        let equal = values.count { $0 == value }
        return Double(below) + Double(equal + 1) / 2
    }
}

/// Half the sum of absolute differences of two lists of shares: the part that would have to move to make them equal.
/// - Returns: 0 (equal) ... 1 (nothing in common).
package func totalVariationDistance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
}
