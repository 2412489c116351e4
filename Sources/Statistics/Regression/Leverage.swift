/// The row that pulls a least-squares line most: its x lies farthest from the mean.
///
/// The hat value 1/n + (x − x̄)²/Σ(x − x̄)² is the share of its own y in the line's value there; all rows' add up to 2.
/// Source: Hoaglin and Welsch, "The Hat Matrix in Regression and ANOVA", 1978.
package struct Leverage: Equatable, Sendable {
    package let hat: Double
    /// The place of the row, the first of several.
    package let place: Int
    /// The least-squares slope of all other rows; nil where their x do not vary.
    package let slopeWithout: Double?

    /// - Parameters: equally many finite values.
    /// - Returns: nil where x does not vary, or squares are beyond what a number holds.
    package init?(x: [Double], y: [Double]) {
        guard let mean = Moments(of: x).mean else { return nil }
        let squares = x.map { ($0 - mean) * ($0 - mean) }
        let total = squares.reduce(0, +)
        guard total > 0, total.isFinite, let largest = squares.max(), let place = squares.firstIndex(of: largest) else {
            return nil
        }
        self.place = place
        hat = 1 / Double(x.count) + largest / total
        var (otherX, otherY) = (x, y)
        otherX.remove(at: place)
        otherY.remove(at: place)
        slopeWithout = LeastSquares.slope(x: otherX[...], y: otherY[...])
    }
}
