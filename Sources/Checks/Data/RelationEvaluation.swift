import Core
import Statistics

/// The change of a least-squares slope between baseline and window.
struct RelationEvaluation: WindowedEvaluation {
    static let minimumPairs = 10

    let y: TransformedSeries
    let x: TransformedSeries
    /// y without the rows that do not belong to a baseline.
    let baselineY: TransformedSeries

    var canPlant: Bool { true }

    func value(_ ranges: EvaluationRanges) -> Double? {
        slopeChange(pairs(ranges.rows), baselinePairs(ranges)).map(abs)
    }

    /// A slope that is larger by `size` from the onset on.
    func planted(_ ranges: EvaluationRanges, onset: Int, size: Double?) -> Double? {
        guard let size else { return nil }
        var shifted = pairs(ranges.rows)
        for place in shifted.rows.indices where shifted.rows[place] >= onset {
            shifted.y[place] += size * shifted.x[place]
        }
        return slopeChange(shifted, baselinePairs(ranges)).map(abs)
    }

    /// Two standard deviations of the slope's change over the reference (of which only the size is known: the root mean square).
    func plantedSize(history: [Double]) -> Double? {
        guard !history.isEmpty else { return nil }
        return 2 * (history.reduce(0) { $0 + $1 * $1 } / Double(history.count)).squareRoot()
    }

    struct Pairs {
        var rows: [Int] = []
        var x: [Double] = []
        var y: [Double] = []
    }

    func pairs(_ rows: Range<Int>) -> Pairs { RelationEvaluation.pairs(rows, y, x) }

    func baselinePairs(_ ranges: EvaluationRanges) -> Pairs {
        RelationEvaluation.pairs(ranges.baseline, baselineY, x)
    }

    private static func pairs(_ rows: Range<Int>, _ y: TransformedSeries, _ x: TransformedSeries) -> Pairs {
        var pairs = Pairs()
        for row in rows where !y.values[row].isNaN && !x.values[row].isNaN {
            pairs.rows.append(row)
            pairs.x.append(x.values[row])
            pairs.y.append(y.values[row])
        }
        return pairs
    }

    private func slopeChange(_ window: Pairs, _ baseline: Pairs) -> Double? {
        guard window.x.count >= RelationEvaluation.minimumPairs, baseline.x.count >= RelationEvaluation.minimumPairs,
            let now = LeastSquares(x: window.x, y: window.y), let then = LeastSquares(x: baseline.x, y: baseline.y)
        else { return nil }
        return now.slope - then.slope
    }
}
