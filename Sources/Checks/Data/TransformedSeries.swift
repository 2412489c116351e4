import Core
import Statistics

/// A column after its transform, row by row.
struct TransformedSeries: Sendable {
    /// NaN where there is no value.
    let values: [Double]
    let states: [CellState]
    let isCategorical: Bool
    private let nullsBefore: [Int]

    init(_ column: Column, transform: Transform) {
        isCategorical = column.type == .text || column.type == .boolean
        states = column.states
        var values = [Double](repeating: .nan, count: column.values.count)
        for row in values.indices where column.states[row] == .value {
            if !transform.isLagged {
                values[row] = transform(column.values[row], previous: 0) ?? .nan
            } else if row > 0, column.states[row - 1] == .value {
                values[row] = transform(column.values[row], previous: column.values[row - 1]) ?? .nan
            }
        }
        // A ratio or difference beyond what a number holds is not defined.
        self.values = values.map { $0.isFinite ? $0 : .nan }
        var nulls = 0
        nullsBefore =
            [0]
            + column.states.map { state in
                nulls += state == .null ? 1 : 0
                return nulls
            }
    }

    /// Values of a range of rows that have one, in order.
    func present(_ rows: Range<Int>) -> [Double] { values[rows].filter { !$0.isNaN } }

    func nulls(_ rows: Range<Int>) -> Int { nullsBefore[rows.upperBound] - nullsBefore[rows.lowerBound] }
}
