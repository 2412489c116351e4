import Core
import Statistics
import TradingCalendar

extension RelationEvaluation {
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
        var details = RelationDetails(baselineSample: then.x.count, method: method)
        measurement.details = .relation(details)
        guard then.x.count >= RelationEvaluation.minimumPairs else {
            measurement.absence = .notEvaluable(
                "\(then.x.count) pairs in the baseline; relation needs \(RelationEvaluation.minimumPairs)")
            return measurement
        }
        guard let window = line(through: now), let baseline = line(through: then) else {
            measurement.absence = .notEvaluable(reasonForNoLine(now, then))
            return measurement
        }
        let difference = window.slope - baseline.slope
        measurement.value = abs(difference)
        if context.wantsInterval {
            // The slopes of all resamples between every two pairs are worth it only where someone looks.
            if method == .leastSquares || context.wantsChance || context.rule.judgesByEvidence {
                var generator = context.key.generator(
                    windowEnd: ranges.window.last, purpose: RelationEvaluation.bootstrap)
                measurement.interval = slopeInterval(now, then, isFalling: difference < 0, generator: &generator)
            } else {
                measurement.omitsInterval = true
            }
        }
        details.fits = .init(window: window, baseline: baseline)
        if context.detail >= .report {
            details.leverage = leverage(ranges)
            details.pageHinkley = residualTest(ranges)
        }
        measurement.details = .relation(details)
        return measurement
    }

    private func reasonForNoLine(_ now: RelationPairs.Values, _ then: RelationPairs.Values) -> String {
        if method == .theilSen, max(now.x.count, then.x.count) > TheilSen.maximumPairs {
            return """
                theil_sen compares every two pairs, of at most \(TheilSen.maximumPairs); there are \
                \(max(now.x.count, then.x.count)): use fit: least_squares
                """
        }
        return now.x.isConstant || then.x.isConstant
            ? "x does not vary, so there is no slope"
            : "the slope cannot be computed: products of the values are beyond what a number holds"
    }

    private func leverage(_ ranges: EvaluationRanges) -> RelationDetails.Leverage? {
        let positions = window.positions(ranges.rows)
        guard let found = Leverage(x: Array(window.x[positions]), y: Array(window.y[positions])) else { return nil }
        return .init(
            session: timeline.days[window.rows[positions.lowerBound + found.place]], hat: found.hat,
            slopeWithout: found.slopeWithout)
    }

    /// The interval of the slopes' difference, seen in the direction of the observed one.
    private func slopeInterval(
        _ now: RelationPairs.Values, _ then: RelationPairs.Values, isFalling: Bool, generator: inout SplitMix64
    ) -> ClosedRange<Double>? {
        guard let window = resampler(now), let baseline = resampler(then) else { return nil }
        var figures: [Double] = []
        for _ in 0..<CircularBlockBootstrap.resamples {
            let drawn = CircularBlockBootstrap.indices(rows: now.x.count, generator: &generator)
            let drawnBefore = CircularBlockBootstrap.indices(rows: then.x.count, generator: &generator)
            guard let window = window(drawn), let baseline = baseline(drawnBefore) else { continue }
            figures.append((isFalling ? -1 : 1) * (window - baseline))
        }
        return CircularBlockBootstrap.percentileInterval(figures)
    }

    /// The slope of the pairs that a resample draws.
    private func resampler(_ pairs: RelationPairs.Values) -> (([Int]) -> Double?)? {
        switch method {
        case .theilSen:
            return TheilSenResamples(x: pairs.x, y: pairs.y).map { resamples in { resamples.slope(drawing: $0) } }
        case .leastSquares:
            let (startX, startY) = (pairs.x.startIndex, pairs.y.startIndex)
            return { indices in
                LeastSquares.slope(
                    x: indices.map { pairs.x[startX + $0] }[...], y: indices.map { pairs.y[startY + $0] }[...])
            }
        }
    }
}
