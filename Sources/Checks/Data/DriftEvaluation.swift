import Core
import Statistics

/// A drift measure on one series; the sorted window and baseline roll along, so years of history cost little more than
/// reading them.
struct DriftEvaluation: WindowedEvaluation {
    let measure: DriftMeasure
    let series: TransformedSeries
    let baselineSeries: TransformedSeries
    let missingAsBin: Bool
    private var window = RollingRange()
    private var baseline = RollingRange()

    init(
        measure: DriftMeasure, series: TransformedSeries, baselineSeries: TransformedSeries, missingAsBin: Bool
    ) {
        self.measure = measure
        self.series = series
        self.baselineSeries = baselineSeries
        self.missingAsBin = missingAsBin
    }

    var isCategorical: Bool { series.isCategorical || measure.isForCategories }
    var canPlant: Bool { !isCategorical }

    mutating func pair(_ ranges: EvaluationRanges) -> DriftPair {
        window.move(to: ranges.rows, of: series.values)
        baseline.move(to: ranges.baseline, of: baselineSeries.values)
        return pair(window.sample.values, baseline.sample.values, ranges)
    }

    mutating func value(_ ranges: EvaluationRanges) -> Double? { value(of: pair(ranges)) }

    mutating func ceiling(_ ranges: EvaluationRanges) -> Double? {
        let pair = pair(ranges)
        return pair.sizes.current > 0 && pair.sizes.baseline > 0 ? measure.ceiling(of: pair) : nil
    }

    mutating func planted(_ ranges: EvaluationRanges, onset: Int, size: Double?) -> Double? {
        baseline.move(to: ranges.baseline, of: baselineSeries.values)
        let base = baseline.sample.values
        guard let spread = Moments(of: base).standardDeviation else { return nil }
        let shifted = ranges.rows.compactMap { row -> Double? in
            let value = series.values[row]
            return value.isNaN ? nil : row >= onset ? value + 2 * spread : value
        }
        return value(of: pair(shifted.sorted(), base, ranges))
    }

    private func pair(_ now: [Double], _ then: [Double], _ ranges: EvaluationRanges) -> DriftPair {
        let nulls =
            missingAsBin
            ? DriftPair.Nulls(
                current: series.nulls(ranges.rows), baseline: baselineSeries.nulls(ranges.baseline)) : nil
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
private struct RollingRange: Sendable {
    /// Beyond so many values one pass over the sample is cheaper than a move of memory for each.
    static let maximumSingleMoves = 16

    var rows = 0..<0
    var sample = SortedSample()

    mutating func move(to next: Range<Int>, of values: [Double]) {
        if next.lowerBound < rows.lowerBound || next.upperBound < rows.upperBound || next.lowerBound >= rows.upperBound
        {
            sample = SortedSample(values[next].lazy.filter { !$0.isNaN })
        } else {
            let leaving = values[rows.lowerBound..<next.lowerBound].filter { !$0.isNaN }
            let entering = values[rows.upperBound..<next.upperBound].filter { !$0.isNaN }
            if leaving.count + entering.count > RollingRange.maximumSingleMoves {
                sample.replace(leaving, with: entering)
            } else {
                for value in leaving { sample.remove(value) }
                for value in entering { sample.insert(value) }
            }
        }
        rows = next
    }
}
