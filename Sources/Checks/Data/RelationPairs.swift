/// Rows of which both values are there.
struct RelationPairs: Sendable {
    typealias Values = (x: ArraySlice<Double>, y: ArraySlice<Double>)

    let rows: [Int]
    let x: [Double]
    let y: [Double]
    /// The number of pairs before each row of the series.
    private let before: [Int]
    /// Sums over the pairs before each.
    private var sums = [Sums()]

    private struct Sums {
        var x = 0.0
        var y = 0.0
        var xx = 0.0
        var xy = 0.0
    }

    init(y: TransformedSeries, x: TransformedSeries) {
        let rows = y.values.indices.filter { !y.values[$0].isNaN && !x.values[$0].isNaN }
        var before: [Int] = []
        before.reserveCapacity(y.values.count + 1)
        var count = 0
        for row in 0...y.values.count {
            before.append(count)
            if count < rows.count, rows[count] == row { count += 1 }
        }
        self.before = before
        self.rows = rows
        self.x = rows.map { x.values[$0] }
        self.y = rows.map { y.values[$0] }
        sums.reserveCapacity(rows.count + 1)
        for (x, y) in zip(self.x, self.y) {
            let last = sums[sums.count - 1]
            sums.append(Sums(x: last.x + x, y: last.y + y, xx: last.xx + x * x, xy: last.xy + x * y))
        }
    }

    /// The slope of a window whose y is larger by `size` · x from a row on, but for rounding.
    /// - Returns: nil for few pairs, and where x hardly varies beside what it does elsewhere.
    func approximateSlope(_ rows: Range<Int>, onset: Int, size: Double) -> Double? {
        let positions = positions(rows)
        guard positions.count >= RelationEvaluation.minimumPairs else { return nil }
        let (from, to) = (sums[positions.lowerBound], sums[positions.upperBound])
        let shifted = sums[before[min(max(onset, rows.lowerBound), rows.upperBound)]]
        let n = Double(positions.count)
        let mean = (to.x - from.x) / n
        let sxx = to.xx - from.xx - mean * (to.x - from.x)
        guard sxx > 1e-6 * to.xx else { return nil }
        let sxy = to.xy - from.xy - mean * (to.y - from.y)
        return (sxy + size * (to.xx - shifted.xx - mean * (to.x - shifted.x))) / sxx
    }

    /// The positions of the pairs of a range of rows.
    func positions(_ rows: Range<Int>) -> Range<Int> { before[rows.lowerBound]..<before[rows.upperBound] }

    func values(_ rows: Range<Int>) -> Values {
        let positions = positions(rows)
        return (x[positions], y[positions])
    }
}
