import Core
import Statistics
import TradingCalendar

/// A drift measure on one series; the sorted window and baseline roll along, so years of history cost little more than
/// reading them.
struct DriftEvaluation: WindowedEvaluation {
    let measure: DriftMeasure
    let series: TransformedSeries
    let baselineSeries: TransformedSeries
    let missingAsBin: Bool
    private let timeline: Timeline
    /// Names the baseline that the judged window is compared with; nil where nothing is judged.
    private let digest: BaselineDigest?
    /// Knows the names of its categories; nil where nothing is judged.
    private var column: Column?
    private var window = RollingRange()
    private var baseline = RollingRange()

    init(
        _ measure: DriftMeasure, of series: TransformedSeries, baseline: TransformedSeries,
        in evidence: SourceEvidence, missingAsBin: Bool = false, digest: BaselineDigest? = nil
    ) {
        self.measure = measure
        self.series = series
        baselineSeries = baseline
        self.missingAsBin = missingAsBin
        timeline = evidence.timeline
        self.digest = digest
    }

    init?(_ measure: DriftMeasure, evidence: SourceEvidence, asked: RuleSubject) {
        guard case .series(let wanted) = asked.subject, let series = evidence.series(wanted) else { return nil }
        self.init(
            measure, of: series, baseline: evidence.baseline(of: wanted, by: asked.rule.baseline) ?? series,
            in: evidence, missingAsBin: asked.rule.missingAsBin, digest: BaselineDigest(evidence, asked))
        column = evidence.columns.first { $0.name == wanted.column }
    }

    var isCategorical: Bool { series.isCategorical || measure.isForCategories }
    var canPlant: Bool { !isCategorical }

    func hasValue(_ row: Int) -> Bool { missingAsBin || !series.values[row].isNaN }

    mutating func pair(_ ranges: EvaluationRanges) -> DriftPair {
        window.move(to: ranges.rows, of: series.values)
        baseline.move(to: ranges.baseline, of: baselineSeries.values)
        return pair(window.sample.values, against: baseline.sample.values, ranges)
    }

    mutating func value(_ ranges: EvaluationRanges) -> Double? { value(of: pair(ranges)) }

    mutating func ceiling(_ ranges: EvaluationRanges) -> Double? {
        let pair = pair(ranges)
        guard pair.sizes.current > 0, pair.sizes.baseline > 0 else { return nil }
        return DriftComparison(pair, by: measure).ceiling()
    }

    mutating func planted(_ ranges: EvaluationRanges, _ shift: PlantedShift) -> Double? {
        baseline.move(to: ranges.baseline, of: baselineSeries.values)
        let base = baseline.sample.values
        guard let spread = Moments(of: base).standardDeviation else { return nil }
        let shifted = ranges.rows.compactMap { row -> Double? in
            let value = series.values[row]
            return value.isNaN ? nil : row >= shift.onset ? value + 2 * spread : value
        }
        return value(of: pair(shifted.sorted(), against: base, ranges))
    }

    private func pair(_ now: [Double], against then: [Double], _ ranges: EvaluationRanges) -> DriftPair {
        let nulls =
            missingAsBin
            ? DriftPair.Nulls(
                current: series.nulls(ranges.rows), baseline: baselineSeries.nulls(ranges.baseline)) : nil
        return DriftPair(current: now, baseline: then, categorical: isCategorical, nulls: nulls)
    }

    /// True if there is something to compare on both sides.
    private func isComparable(_ pair: DriftPair) -> Bool {
        pair.sizes.current > 0 && pair.sizes.baseline > 0
            && (missingAsBin || (!pair.current.isEmpty && !pair.baseline.isEmpty))
    }

    private func value(of pair: DriftPair) -> Double? {
        guard isComparable(pair) else { return nil }
        if pair.isUnchangedConstant { return 0 }
        let comparison = DriftComparison(pair, by: measure)
        let isLargeEnough =
            pair.sizes.current >= comparison.minimumSample && pair.sizes.baseline >= comparison.minimumBaseline
        return isLargeEnough ? comparison.value() : nil
    }

    // MARK: - With evidence

    mutating func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        let pair = pair(ranges)
        let sizes = pair.sizes
        guard isComparable(pair) else {
            let side: Timeline.Side = sizes.current > 0 && !pair.current.isEmpty ? .baseline : .window
            return MeasuredValue(
                absent: .noData(timeline.reason(forNo: "value", in: side, ranges)), sample: pair.current.count,
                window: ranges.window)
        }
        let comparison = DriftComparison(pair, by: measure)
        var measurement = MeasuredValue(sample: sizes.current, window: ranges.window)
        measurement.baseline = digest?.digest(of: ranges.baseline)
        guard pair.isUnchangedConstant || sizes.baseline >= comparison.minimumBaseline else {
            measurement.absence = .notEvaluable(
                "\(sizes.baseline.counted("row")) in the baseline; \(measure.rawValue) needs \(comparison.minimumBaseline)"
            )
            measurement.details = .drift(DriftDetails(baselineSample: sizes.baseline))
            return measurement
        }
        measurement.value = comparison.value()
        if !pair.isUnchangedConstant { measurement.minimumSample = comparison.minimumSample }
        guard measurement.value != nil else {
            measurement.absence = .notEvaluable(
                pair.baseline.isConstant
                    ? "the baseline does not vary, so there is no standard deviation to divide by"
                    : "the distance cannot be computed: squares of the values are beyond what a number holds")
            measurement.details = .drift(DriftDetails(baselineSample: sizes.baseline))
            return measurement
        }
        measurement.details = .drift(details(comparison, context.detail))
        if context.wantsChance { addChance(to: &measurement, comparison, at: ranges, in: context) }
        return measurement
    }

    private func details(_ comparison: DriftComparison, _ detail: EvaluationDetail) -> DriftDetails {
        var details = DriftDetails(baselineSample: comparison.pair.sizes.baseline)
        if measure == .chiSquare { details.degreesOfFreedom = comparison.categories?.chiSquare().degreesOfFreedom }
        guard detail >= .report else { return details }
        if let counts = comparison.bins {
            details.bins = DriftDetails.Bins(
                current: counts.current, baseline: counts.baseline, contributions: counts.distances().contributions,
                edges: counts.edges, lastHoldsNulls: comparison.pair.nulls != nil)
            if isCategorical { nameBins(&details.bins, of: comparison.pair) }
        } else if let counts = comparison.categories {
            details.bins = DriftDetails.Bins(
                current: counts.current, baseline: counts.baseline,
                contributions: measure == .chiSquare ? counts.chiSquareContributions() : counts.shareDifferences(),
                edges: nil, lastHoldsNulls: false)
            details.bins?.names = comparison.pair.categoryCodes.map(name)
        }
        return details
    }

    /// A longer name is cut.
    private static let maximumName = 100
    private static let maximumUnseen = 5

    private func name(ofCategory code: Double) -> String {
        let name = column?.name(ofCategory: code) ?? code.shortText
        return name.count > DriftEvaluation.maximumName ? "\(name.prefix(DriftEvaluation.maximumName))…" : name
    }

    /// Names the bins of categories: those of the baseline, and behind them one of all others and one of nulls.
    private func nameBins(_ bins: inout DriftDetails.Bins?, of pair: DriftPair) {
        let counts = pair.categories()
        let codes = pair.categoryCodes
        let known = codes.indices.filter { counts.baseline[$0] > 0 }.map { codes[$0] }
        let unseen = codes.indices.filter { counts.baseline[$0] == 0 }.sorted {
            (-counts.current[$0], $0) < (-counts.current[$1], $1)
        }
        bins?.names = known.map(name) + ["(never in the baseline)"] + (pair.nulls == nil ? [] : ["(null)"])
        bins?.unseen = unseen.prefix(DriftEvaluation.maximumUnseen).map { name(ofCategory: codes[$0]) }
    }
}
