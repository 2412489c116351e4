import Core
import Statistics

/// A column after its transform, row by row.
struct TransformedSeries: Sendable {
    /// NaN where there is no value.
    let values: ArraySlice<Double>
    let states: ArraySlice<CellState>
    let isCategorical: Bool
    private let nullsBefore: [Int]

    private init(values: [Double], states: [CellState], isCategorical: Bool) {
        self.values = values[...]
        self.states = states[...]
        self.isCategorical = isCategorical
        var nulls = 0
        nullsBefore =
            [0]
            + states.map { state in
                nulls += state == .null ? 1 : 0
                return nulls
            }
    }

    private init(_ whole: TransformedSeries, rows: Int) {
        values = whole.values.prefix(rows)
        states = whole.states.prefix(rows)
        isCategorical = whole.isCategorical
        nullsBefore = whole.nullsBefore
    }

    /// Spearman's correlation with time of the values that are there; nil where there is none.
    var correlationWithTime: Double? {
        let rows = values.indices.filter { !values[$0].isNaN }
        return rankCorrelation(rows.map(Double.init), rows.map { values[$0] })
    }

    var isTrending: Bool { correlationWithTime.map { abs($0) > DiagnosisFrame.trend } ?? false }

    /// The first rows, which do not depend on the others.
    func prefix(_ rows: Int) -> TransformedSeries { rows == values.count ? self : TransformedSeries(self, rows: rows) }

    /// The same series of which only some rows count.
    func keeping(_ isKept: (Int) -> Bool) -> TransformedSeries {
        TransformedSeries(
            values: values.indices.map { isKept($0) ? values[$0] : .nan },
            states: states.indices.map { isKept($0) ? states[$0] : .invalid }, isCategorical: isCategorical)
    }

    init(_ column: Column, transform: Transform) {
        var values = [Double](repeating: .nan, count: column.values.count)
        for row in values.indices where column.states[row] == .value {
            if !transform.isLagged {
                values[row] = transform(column.values[row], previous: 0) ?? .nan
            } else if row > 0, column.states[row - 1] == .value {
                values[row] = transform(column.values[row], previous: column.values[row - 1]) ?? .nan
            }
        }
        // A ratio or difference beyond what a number holds is not defined.
        self.init(
            values: values.map { $0.isFinite ? $0 : .nan }, states: column.states,
            isCategorical: column.type == .text || column.type == .boolean)
    }

    /// Values of a range of rows that have one, in order.
    func present(_ rows: Range<Int>) -> [Double] { values[rows].filter { !$0.isNaN } }

    func nulls(_ rows: Range<Int>) -> Int { nullsBefore[rows.upperBound] - nullsBefore[rows.lowerBound] }
}
