import Core
import Statistics
import Synchronization

/// The change of a least-squares slope between baseline and window.
struct RelationEvaluation: WindowedEvaluation {
    static let minimumPairs = 10

    private let window: Pairs
    /// Without the rows that do not belong to a baseline.
    private let baseline: Pairs
    private let baselineSlopes = SlopeMemo()

    /// - Parameter baselineY: y without the rows that do not belong to a baseline.
    init(y: TransformedSeries, x: TransformedSeries, baselineY: TransformedSeries) {
        window = Pairs(y: y, x: x)
        baseline = Pairs(y: baselineY, x: x)
    }

    /// Rows of which both values are there.
    struct Pairs {
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

        /// The places of the pairs of a range of rows.
        func places(_ rows: Range<Int>) -> Range<Int> { before[rows.lowerBound]..<before[rows.upperBound] }
    }

    var canPlant: Bool { true }

    func value(_ ranges: EvaluationRanges) -> Double? {
        let places = window.places(ranges.rows)
        return change(x: window.x[places], y: window.y[places], ranges).map(abs)
    }

    /// A slope that is larger by `size` from the onset on.
    func planted(_ ranges: EvaluationRanges, onset: Int, size: Double?) -> Double? {
        guard let size else { return nil }
        let places = window.places(ranges.rows)
        let shifted = places.map { window.rows[$0] >= onset ? window.y[$0] + size * window.x[$0] : window.y[$0] }
        return change(x: window.x[places], y: shifted[...], ranges).map(abs)
    }

    /// Two standard deviations of the slope's change over the reference (of which only the size is known: the root mean square).
    func plantedSize(history: [Double]) -> Double? {
        guard !history.isEmpty else { return nil }
        return 2 * (history.reduce(0) { $0 + $1 * $1 } / Double(history.count)).squareRoot()
    }

    func pairs(_ rows: Range<Int>) -> (x: [Double], y: [Double]) {
        let places = window.places(rows)
        return (Array(window.x[places]), Array(window.y[places]))
    }

    func baselinePairs(_ ranges: EvaluationRanges) -> (x: [Double], y: [Double]) {
        let places = baseline.places(ranges.baseline)
        return (Array(baseline.x[places]), Array(baseline.y[places]))
    }

    private func change(x: ArraySlice<Double>, y: ArraySlice<Double>, _ ranges: EvaluationRanges) -> Double? {
        guard x.count >= RelationEvaluation.minimumPairs, let now = LeastSquares.slope(x: x, y: y) else { return nil }
        return baselineSlope(ranges).map { now - $0 }
    }

    private func baselineSlope(_ ranges: EvaluationRanges) -> Double? {
        baselineSlopes.slope(ranges.baseline) {
            let places = baseline.places(ranges.baseline)
            guard places.count >= RelationEvaluation.minimumPairs else { return nil }
            return LeastSquares.slope(x: baseline.x[places], y: baseline.y[places])
        }
    }
}

/// Slopes of baselines that were asked for: trials of planted shifts come back to the same few thousand.
private final class SlopeMemo: Sendable {
    private let known = Mutex<[Range<Int>: Double?]>([:])

    func slope(_ rows: Range<Int>, compute: () -> Double?) -> Double? {
        known.withLock { known in
            if let slope = known[rows] { return slope }
            let slope = compute()
            known[rows] = slope
            return slope
        }
    }
}
