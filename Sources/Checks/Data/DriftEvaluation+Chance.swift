import Core
import Statistics
import TradingCalendar

/// The figures of chance: how often unchanged data would be as far, and how far on average.
extension DriftEvaluation {
    /// Beyond this dependence of a row on the one before, figures that hold for independent rows mean nothing.
    static let maximumDependence = 0.2

    /// The p-value of independent rows, and the value that unchanged data would give; or the reason why there is none.
    func addChance(
        to measurement: inout MeasuredValue, _ comparison: DriftComparison, at ranges: EvaluationRanges,
        in context: EvaluationContext
    ) {
        let pair = comparison.pair
        guard !addDependence(to: &measurement, pair, ranges) else { return }
        let isLargeEnough = pair.sizes.current >= comparison.minimumSample
        switch measure {
        case .psi:
            guard let counts = comparison.bins, !pair.isUnchangedConstant, isLargeEnough else { return }
            var generator = context.key.generator(windowEnd: ranges.window.last, purpose: DriftMeasure.psiNull)
            let null = PSINull(
                observed: counts.distances().populationStabilityIndex, currentTotal: pair.sizes.current,
                baselineCounts: counts.baseline, generator: &generator)
            measurement.expectedWithoutChange = null.expected
            measurement.pValue = null.pValue
            measurement.leastPValue = 1 / Double(PSINull.draws + 1)
        case .energy, .andersonDarling:
            guard let value = measurement.value, !pair.isUnchangedConstant, isLargeEnough else { return }
            var generator = context.key.generator(windowEnd: ranges.window.last, purpose: DriftMeasure.permutation)
            let null = PermutationNull(
                observed: value, baseline: baselineSeries.present(ranges.baseline), window: series.present(ranges.rows),
                by: measure, generator: &generator)
            guard let null else {
                measurement.reasonForNoPValue = """
                    no p-value by permutation, which takes too long for more than \(DriftMeasure.maximumResampledRows) \
                    rows
                    """
                return
            }
            measurement.expectedWithoutChange = null.expected
            measurement.pValue = null.pValue
            measurement.leastPValue = 1 / Double(PermutationNull.permutations + 1)
        case .kolmogorovSmirnov:
            measurement.pValue = KolmogorovSmirnov(sorted: pair.current, sorted: pair.baseline).pValue()
        case .chiSquare: measurement.pValue = comparison.categories?.chiSquare().pValue()
        case .wasserstein, .jensenShannon, .hellinger, .lInfinity: return
        }
    }

    /// Adds how much the baseline's rows depend on the rows before.
    /// - Returns: true where that is too much for figures that hold for independent rows.
    private func addDependence(
        to measurement: inout MeasuredValue, _ pair: DriftPair, _ ranges: EvaluationRanges
    ) -> Bool {
        guard measure.hasPValue, !pair.isUnchangedConstant, case .drift(var details) = measurement.details else {
            return false
        }
        let values = baselineSeries.present(ranges.baseline)
        // The distance of categories has no other scale than its p-value, which is too small where they come in runs.
        if isCategorical {
            details.agreement = SerialDependence.agreement(values)
        } else {
            details.autocorrelation = SerialDependence.autocorrelation(values)
        }
        measurement.details = .drift(details)
        guard let dependence = details.autocorrelation, abs(dependence) > DriftEvaluation.maximumDependence else {
            return false
        }
        measurement.reasonForNoPValue = """
            no p-value of independent rows: the baseline's depend on the rows before (lag-1 autocorrelation \
            \(dependence.fixed(2)))
            """
        return true
    }

    /// The share of other places at which the ring of baseline and window is as far.
    func shiftNull(of value: Double, _ ranges: EvaluationRanges) -> CircularShiftNull? {
        CircularShiftNull(
            observed: value, baseline: compared(baselineSeries, ranges.baseline), window: compared(series, ranges.rows),
            by: measure, categorical: isCategorical, comparesNulls: missingAsBin)
    }

    /// Rows with a value, in order; not a number where a null counts as one.
    private func compared(_ series: TransformedSeries, _ rows: Range<Int>) -> [Double] {
        rows.compactMap { row in
            let value = series.values[row]
            return !value.isNaN || (missingAsBin && series.states[row] == .null) ? value : nil
        }
    }
}
