import Core
import Statistics

/// The change of a least-squares slope between baseline and window.
struct RelationEvaluation: WindowedEvaluation {
    static let minimumPairs = 10

    let y: TransformedSeries
    let x: TransformedSeries

    let canPlant = true

    func value(window: Range<Int>, baseline: Range<Int>) -> Double? {
        slopeChange(pairs(window), pairs(baseline)).map(abs)
    }

    /// A slope that is larger by `size` from the onset on.
    func planted(window: Range<Int>, baseline: Range<Int>, onset: Int, size: Double?) -> Double? {
        guard let size else { return nil }
        let shifted = pairs(window) { row, y, x in row >= onset ? y + size * x : y }
        return slopeChange(shifted, pairs(baseline)).map(abs)
    }

    /// Two standard deviations of the slope's change over the reference (of which only the size is known: the root mean square).
    func plantedSize(history: [Double]) -> Double? {
        guard !history.isEmpty else { return nil }
        return 2 * (history.reduce(0) { $0 + $1 * $1 } / Double(history.count)).squareRoot()
    }

    struct Pairs {
        var x: [Double] = []
        var y: [Double] = []
    }

    func pairs(_ rows: Range<Int>, change: (Int, Double, Double) -> Double = { _, y, _ in y }) -> Pairs {
        var pairs = Pairs()
        for row in rows where !y.values[row].isNaN && !x.values[row].isNaN {
            pairs.x.append(x.values[row])
            pairs.y.append(change(row, y.values[row], x.values[row]))
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
