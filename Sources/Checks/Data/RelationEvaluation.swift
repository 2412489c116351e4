import Core
import Statistics
import TradingCalendar

/// The change of a least-squares slope between baseline and window.
struct RelationEvaluation: WindowedEvaluation {
    static let minimumPairs = 10
    static let bootstrap = "relation-bootstrap"

    private let y: TransformedSeries
    private let x: TransformedSeries
    private let window: RelationPairs
    /// Without the rows that do not belong to a baseline.
    private let baseline: RelationPairs
    /// Trials of planted shifts come back to the same few thousand baselines.
    private let baselineSlopes = Memo<Range<Int>, Double?>()
    private let timeline: Timeline
    private let digest: BaselineDigest

    init?(_ evidence: SourceEvidence, _ asked: RuleSubject) {
        guard case .pair(let wantedY, let wantedX) = asked.subject, let y = evidence.series(wantedY),
            let x = evidence.series(wantedX), let pairs = evidence.pairs(y: wantedY, x: wantedX),
            let baseline = evidence.baselinePairs(y: wantedY, x: wantedX, by: asked.rule.baseline)
        else { return nil }
        self.y = y
        self.x = x
        window = pairs
        self.baseline = baseline
        timeline = evidence.timeline
        digest = BaselineDigest(evidence, asked)
    }

    var canPlant: Bool { true }

    func hasValue(_ row: Int) -> Bool { !y.values[row].isNaN && !x.values[row].isNaN }

    func value(_ ranges: EvaluationRanges) -> Double? { change(window.values(ranges.rows), ranges).map(abs) }

    /// A slope that is larger by `size` from the onset on.
    func planted(_ ranges: EvaluationRanges, _ shift: PlantedShift) -> Double? {
        guard let size = shift.size else { return nil }
        let positions = window.positions(ranges.rows)
        let shifted = positions.map {
            window.rows[$0] >= shift.onset ? window.y[$0] + size * window.x[$0] : window.y[$0]
        }
        return change((window.x[positions], shifted[...]), ranges).map(abs)
    }

    /// Trials ask this for some thousand windows. Where running sums leave no doubt, they answer it.
    func isPlanted(_ shift: PlantedShift, _ ranges: EvaluationRanges, above threshold: Double) -> Bool? {
        if let size = shift.size,
            let before = baseline.approximateSlope(ranges.baseline, onset: ranges.baseline.upperBound, size: 0),
            let now = window.approximateSlope(ranges.rows, onset: shift.onset, size: size),
            abs(abs(now - before) - threshold) > 1e-6 * (abs(now) + abs(before) + abs(threshold))
        {
            return abs(now - before) > threshold
        }
        return planted(ranges, shift).map { $0 > threshold }
    }

    /// Two standard deviations of the slope's change over the reference (of which only the size is known: the root mean
    /// square).
    func plantedSize(history: [Double]) -> Double? {
        guard !history.isEmpty else { return nil }
        return 2 * (history.reduce(0) { $0 + $1 * $1 } / Double(history.count)).squareRoot()
    }

    /// The line through the pairs of a window, nil where there is none.
    func line(_ rows: Range<Int>) -> LeastSquares? { LeastSquares(window.values(rows)) }

    func baselineLine(_ ranges: EvaluationRanges) -> LeastSquares? { LeastSquares(baseline.values(ranges.baseline)) }

    private func change(_ pairs: RelationPairs.Values, _ ranges: EvaluationRanges) -> Double? {
        guard pairs.x.count >= RelationEvaluation.minimumPairs,
            let now = LeastSquares.slope(x: pairs.x, y: pairs.y)
        else { return nil }
        return baselineSlope(ranges).map { now - $0 }
    }

    private func baselineSlope(_ ranges: EvaluationRanges) -> Double? {
        baselineSlopes.value(ranges.baseline) {
            let pairs = baseline.values(ranges.baseline)
            guard pairs.x.count >= RelationEvaluation.minimumPairs else { return nil }
            return LeastSquares.slope(x: pairs.x, y: pairs.y)
        }
    }

    // MARK: - With evidence

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        let now = window.values(ranges.rows)
        let then = baseline.values(ranges.baseline)
        guard !now.x.isEmpty, !then.x.isEmpty else {
            let side: Timeline.Side = now.x.isEmpty ? .window : .baseline
            return MeasuredValue(
                absent: .noData(timeline.reason(forNo: "pair of values", in: side, ranges)), sample: now.x.count,
                window: ranges.window)
        }
        var measurement = MeasuredValue(sample: now.x.count, window: ranges.window)
        measurement.baseline = digest.digest(of: ranges.baseline)
        measurement.minimumSample = RelationEvaluation.minimumPairs
        var details = RelationDetails(baselineSample: then.x.count)
        measurement.details = .relation(details)
        guard then.x.count >= RelationEvaluation.minimumPairs else {
            measurement.absence = .notEvaluable(
                "\(then.x.count) pairs in the baseline; relation needs \(RelationEvaluation.minimumPairs)")
            return measurement
        }
        guard let window = LeastSquares(now), let baseline = LeastSquares(then) else {
            measurement.absence = .notEvaluable(
                now.x.isConstant || then.x.isConstant
                    ? "x does not vary, so there is no slope"
                    : "the slope cannot be computed: products of the values are beyond what a number holds")
            return measurement
        }
        let difference = window.slope - baseline.slope
        measurement.value = abs(difference)
        if context.wantsInterval {
            var generator = context.key.generator(
                windowEnd: ranges.window.last, purpose: RelationEvaluation.bootstrap)
            measurement.interval = slopeInterval(now, then, isFalling: difference < 0, generator: &generator)
        }
        details.fits = .init(window: window, baseline: baseline)
        details.pageHinkley = pageHinkley(now, around: baseline)
        measurement.details = .relation(details)
        return measurement
    }

    /// The test on the window's residuals from the baseline's line; nil where those of the baseline do not vary, and
    /// where its sums are beyond what a number holds.
    private func pageHinkley(_ now: RelationPairs.Values, around line: LeastSquares) -> PageHinkley? {
        guard let spread = line.residualStandardDeviation, spread > 0 else { return nil }
        var test = PageHinkley()
        for (x, y) in zip(now.x, now.y) { test.add((y - line.intercept - line.slope * x) / spread) }
        return test.statistic.isFinite ? test : nil
    }

    /// The interval of the slopes' difference, seen in the direction of the observed one.
    private func slopeInterval(
        _ now: RelationPairs.Values, _ then: RelationPairs.Values, isFalling: Bool, generator: inout SplitMix64
    ) -> ClosedRange<Double>? {
        var figures: [Double] = []
        for _ in 0..<CircularBlockBootstrap.resamples {
            let drawn = resample(now, &generator)
            let drawnBefore = resample(then, &generator)
            guard let window = LeastSquares.slope(x: drawn.x, y: drawn.y),
                let baseline = LeastSquares.slope(x: drawnBefore.x, y: drawnBefore.y)
            else { continue }
            figures.append((isFalling ? -1 : 1) * (window - baseline))
        }
        return CircularBlockBootstrap.percentileInterval(figures)
    }

    private func resample(_ pairs: RelationPairs.Values, _ generator: inout SplitMix64) -> RelationPairs.Values {
        let indices = CircularBlockBootstrap.indices(rows: pairs.x.count, generator: &generator)
        let (startX, startY) = (pairs.x.startIndex, pairs.y.startIndex)
        return (indices.map { pairs.x[startX + $0] }[...], indices.map { pairs.y[startY + $0] }[...])
    }
}

extension LeastSquares {
    fileprivate init?(_ pairs: RelationPairs.Values) { self.init(x: Array(pairs.x), y: Array(pairs.y)) }
}
