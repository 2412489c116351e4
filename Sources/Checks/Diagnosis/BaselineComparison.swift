import Core
package import Statistics
package import TradingCalendar

/// The distributions of a source's columns in a window beside those of its baseline.
package struct BaselineComparison: Sendable {
    package struct Side: Sendable {
        package let values: Int
        package let nullPercent: Double?
        package let mean: Double?
        package let standardDeviation: Double?
        /// Minimum, quantiles 0.05, 0.25, 0.5, 0.75, 0.95, maximum; empty without values.
        package let quantiles: [Double]

        package static let probabilities = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

        init(_ series: TransformedSeries, _ rows: Range<Int>) {
            let sorted = sortedAscending(series.present(rows))
            let moments = Moments(of: sorted)
            values = sorted.count
            nullPercent = rows.isEmpty ? nil : 100 * Double(series.nulls(rows)) / Double(rows.count)
            mean = moments.mean
            standardDeviation = moments.standardDeviation
            quantiles = sorted.isEmpty ? [] : Side.probabilities.map { quantile($0, ofSorted: sorted) }
        }
    }

    package struct Row: Sendable {
        package let series: CheckRule.Series
        package let baseline: Side
        package let window: Side
        /// nil for a level that is trending, and without values on either side.
        package let psi: Double?
        package let kolmogorovSmirnov: KolmogorovSmirnov?
        /// Of ``kolmogorovSmirnov``.
        package let pValue: Double?
    }

    package let source: String
    package let window: SessionWindow
    package let baseline: ClosedRange<Day>
    package let rows: [Row]

    /// - Throws: ``Refusal`` where no column is numeric, ``TooFewRows`` where there are too few to say anything.
    package init(_ evidence: SourceEvidence, _ question: DiagnosisQuestion) throws {
        let frame = try DiagnosisFrame(evidence, question)
        let days = evidence.timeline.days
        guard let first = frame.ranges.baseline.first, let last = frame.ranges.baseline.last else {
            throw TooFewRows("the baseline has no row")
        }
        source = evidence.name
        window = frame.ranges.window
        baseline = days[first]...days[last]
        rows = frame.all.map { BaselineComparison.row($0, frame) }
    }

    private static func row(_ member: DiagnosisFrame.Member, _ frame: DiagnosisFrame) -> Row {
        var evaluation = member.evaluation
        let pair = evaluation.pair(frame.ranges)
        let compared = member.isTrending || pair.current.isEmpty || pair.baseline.isEmpty ? nil : pair
        let psi = compared.flatMap { value(DriftComparison($0, by: .psi)) }
        let test = compared.flatMap { pair in
            value(DriftComparison(pair, by: .kolmogorovSmirnov)).map { _ in
                KolmogorovSmirnov(sorted: pair.current, sorted: pair.baseline)
            }
        }
        return Row(
            series: member.series, baseline: Side(evaluation.baselineSeries, frame.ranges.baseline),
            window: Side(member.values, frame.ranges.rows), psi: psi, kolmogorovSmirnov: test,
            pValue: test?.pValue())
    }

    /// - Returns: nil below the minimum sample, or baseline, of the measure.
    private static func value(_ comparison: DriftComparison) -> Double? {
        let (now, then) = (comparison.pair.current.count, comparison.pair.baseline.count)
        return now >= comparison.minimumSample && then >= comparison.minimumBaseline ? comparison.value() : nil
    }
}
