import Core

/// The share of nulls of a window's rows, in percent.
struct NullPercentEvaluation: WindowedEvaluation {
    let series: TransformedSeries

    func value(_ ranges: EvaluationRanges) -> Double? {
        ranges.rows.isEmpty ? nil : 100 * Double(series.nulls(ranges.rows)) / Double(ranges.rows.count)
    }
}
