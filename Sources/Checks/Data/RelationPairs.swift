/// Rows of which both values are there.
struct RelationPairs {
    typealias Values = (x: ArraySlice<Double>, y: ArraySlice<Double>)

    let rows: [Int]
    let x: [Double]
    let y: [Double]
    /// How many pairs lie before each row of the series.
    private let before: [Int]

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
    }

    /// The positions of the pairs of a range of rows.
    func positions(_ rows: Range<Int>) -> Range<Int> { before[rows.lowerBound]..<before[rows.upperBound] }

    func values(_ rows: Range<Int>) -> Values {
        let positions = positions(rows)
        return (x[positions], y[positions])
    }
}
