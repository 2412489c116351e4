import Core
import Statistics

/// A drift measure on one series; the sorted window and baseline roll along, so years of history cost little more than
/// reading them.
struct DriftEvaluation: WindowedEvaluation {
    let measure: DriftMeasure
    let series: TransformedSeries
    let missingAsBin: Bool
    private var window = RollingRange()
    private var baseline = RollingRange()

    init(measure: DriftMeasure, series: TransformedSeries, missingAsBin: Bool) {
        self.measure = measure
        self.series = series
        self.missingAsBin = missingAsBin
    }

    var isCategorical: Bool { series.isCategorical || measure.isForCategories }
    var canPlant: Bool { !isCategorical }

    mutating func pair(window rows: Range<Int>, baseline baselineRows: Range<Int>) -> DriftPair {
        window.move(to: rows, of: series.values)
        baseline.move(to: baselineRows, of: series.values)
        return pair(window.sample.values, baseline.sample.values, rows, baselineRows)
    }

    mutating func value(window rows: Range<Int>, baseline baselineRows: Range<Int>) -> Double? {
        value(of: pair(window: rows, baseline: baselineRows))
    }

    mutating func planted(
        window rows: Range<Int>, baseline baselineRows: Range<Int>, onset: Int, size: Double?
    ) -> Double? {
        baseline.move(to: baselineRows, of: series.values)
        let base = baseline.sample.values
        guard let spread = Moments(of: base).standardDeviation else { return nil }
        let shifted = rows.compactMap { row -> Double? in
            let value = series.values[row]
            return value.isNaN ? nil : row >= onset ? value + 2 * spread : value
        }
        return value(of: pair(shifted.sorted(), base, rows, baselineRows))
    }

    private func pair(_ now: [Double], _ then: [Double], _ rows: Range<Int>, _ baselineRows: Range<Int>) -> DriftPair {
        let nulls =
            missingAsBin
            ? DriftPair.Nulls(current: series.nulls(rows), baseline: series.nulls(baselineRows)) : nil
        return DriftPair(current: now, baseline: then, categorical: isCategorical, nulls: nulls)
    }

    private func value(of pair: DriftPair) -> Double? {
        let sizes = pair.sizes
        guard sizes.current > 0, sizes.baseline > 0 else { return nil }
        guard missingAsBin || (!pair.current.isEmpty && !pair.baseline.isEmpty) else { return nil }
        if pair.isUnchangedConstant { return 0 }
        guard sizes.current >= measure.minimumSample(of: pair) else { return nil }
        return measure.value(of: pair)
    }
}

/// A sorted sample of the rows of a range that moves forward.
private struct RollingRange {
    /// Beyond so many values one pass over the sample is cheaper than a move of memory for each.
    static let mostSingleMoves = 16

    var rows = 0..<0
    var sample = SortedSample()

    mutating func move(to next: Range<Int>, of values: [Double]) {
        if next.lowerBound < rows.lowerBound || next.upperBound < rows.upperBound || next.lowerBound >= rows.upperBound
        {
            sample = SortedSample(values[next].lazy.filter { !$0.isNaN })
        } else {
            let leaving = values[rows.lowerBound..<next.lowerBound].filter { !$0.isNaN }
            let entering = values[rows.upperBound..<next.upperBound].filter { !$0.isNaN }
            if leaving.count + entering.count > RollingRange.mostSingleMoves {
                sample.replace(leaving, with: entering)
            } else {
                for value in leaving { sample.remove(value) }
                for value in entering { sample.insert(value) }
            }
        }
        rows = next
    }
}
