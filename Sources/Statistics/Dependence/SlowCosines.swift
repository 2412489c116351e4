import Foundation

/// The standard error of a mean from the slowest cosines of the rows, which sees dependence that outlasts them.
///
/// Source: the equal-weighted cosine estimate of Lazarus, Lewis, Stock and Watson, 2018; `rise` is ours
/// (`Documentation/Decisions/0042-intervals-that-survive-dependence.md`). Assumes stationary rows whose spectrum does
/// not rise much below the slowest wave that fits into them.
package struct SlowCosines: Sendable {
    package struct Spread: Equatable, Sendable {
        /// The mean power of the slowest cosines, and of the next.
        package var low = 0.0
        package var next = 0.0
        /// By how much more power is taken to be at frequency zero than in the slowest cosines.
        package var rise = 1.0
        package var standardError = 0.0
    }

    static let largestRise = 100.0

    package let rows: Int
    /// The number of slowest cosines, which is that of the degrees of freedom.
    package let cosines: Int
    /// The last of the next.
    package let bandEnd: Int
    /// cos(π·k/2n), for k from 0 up to 4n.
    private let table: [Double]

    /// - Parameter rows: at least 2.
    package init(rows n: Int) {
        rows = n
        cosines = min(8, 4 + n / 21, n / 2)
        bandEnd = min(4 * cosines, n - 1)
        let quarter = (0...n).map { cos(Double.pi * Double($0) / Double(2 * n)) }
        table = (0..<4 * n).map { k in
            let half = k <= 2 * n ? k : 4 * n - k
            return half <= n ? quarter[half] : -quarter[2 * n - half]
        }
    }

    /// - Parameter deviations: of the rows from their mean, not all equal.
    package func spread(_ deviations: [Double]) -> Spread {
        let powers = (1...bandEnd).map { power($0, of: deviations) }
        var spread = Spread()
        spread.low = powers[..<cosines].reduce(0, +) / Double(cosines)
        spread.next = powers[cosines...].reduce(0, +) / Double(bandEnd - cosines)
        spread.rise =
            spread.next > 0 ? min(SlowCosines.largestRise, max(1, spread.low / spread.next)) : SlowCosines.largestRise
        spread.standardError = (spread.low * spread.rise / Double(rows)).squareRoot()
        return spread
    }

    /// 2/n · (Σ (xᵢ − m)·cos(π·j·(i − ½)/n))².
    private func power(_ j: Int, of deviations: [Double]) -> Double {
        var (sum, place) = (0.0, j)
        table.withUnsafeBufferPointer { table in
            for deviation in deviations {
                sum += deviation * table[place]
                place += 2 * j
                if place >= table.count { place -= table.count }
            }
        }
        return 2 * sum * sum / Double(rows)
    }
}
