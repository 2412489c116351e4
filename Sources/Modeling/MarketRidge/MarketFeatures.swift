import Foundation

/// The features of `market-ridge` at each row, from the level of the VIX, the close of the index and its volume.
///
/// Nothing at a row uses a later row. A feature that needs a value that is not there (or a logarithm of 0 or less)
/// makes the row incomplete.
package enum MarketFeatures {
    package static let names = [
        "vix_level", "vix_change", "return", "return_before", "mean_abs_return_5", "mean_abs_return_21",
        "log_volume_change",
    ]

    /// Rows that the features of one look at, itself included.
    package static let reach = 22

    /// - Parameters: one value a row, nil where there is none; equally many.
    /// - Returns: for each row its features in the order of ``names``, nil where the row is incomplete.
    package static func rows(vix: [Double?], close: [Double?], volume: [Double?]) -> [[Double]?] {
        precondition(vix.count == close.count && close.count == volume.count, "the columns are equally long")
        let returns = logChanges(close)
        let volumeChanges = logChanges(volume)
        return vix.indices.map { row in
            guard row > 0, let level = vix[row], let before = vix[row - 1], let now = returns[row],
                let previous = returns[row - 1], let week = meanSize(returns, endingAt: row, rows: 5),
                let month = meanSize(returns, endingAt: row, rows: 21), let traded = volumeChanges[row]
            else { return nil }
            return [level, level - before, now, previous, week, month, traded]
        }
    }

    /// ln(xₜ/xₜ₋₁) against the previous row.
    package static func logChanges(_ values: [Double?]) -> [Double?] {
        values.indices.map { row in
            guard row > 0, let now = values[row], let before = values[row - 1], now > 0, before > 0 else { return nil }
            return log(now / before)
        }
    }

    private static func meanSize(_ returns: [Double?], endingAt row: Int, rows: Int) -> Double? {
        guard row >= rows - 1 else { return nil }
        let sizes = returns[(row - rows + 1)...row].compactMap { $0.map { abs($0) } }
        return sizes.count == rows ? sizes.reduce(0, +) / Double(rows) : nil
    }
}
