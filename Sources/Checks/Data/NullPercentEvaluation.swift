import Core

/// The share of nulls in a column, in percent.
struct NullPercentEvaluation: WindowedEvaluation {
    let series: TransformedSeries

    let canPlant = false

    func value(window: Range<Int>, baseline: Range<Int>) -> Double? {
        window.isEmpty ? nil : 100 * Double(series.nulls(window)) / Double(window.count)
    }

    func planted(window: Range<Int>, baseline: Range<Int>, onset: Int, size: Double?) -> Double? { nil }
}
