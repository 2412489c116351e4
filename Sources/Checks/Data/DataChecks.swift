package import Core
import Statistics
import TradingCalendar

/// The checks of the data layer: what a rule measures of one subject, from the evidence alone.
package enum DataChecks {
    /// - Parameter key: seeds simulated and resampled figures.
    package static func measure(
        _ rule: CheckRule, _ subject: CheckRule.Subject, evidence: SourceEvidence, key: SeriesKey,
        _ depth: EvaluationDetail = .evidence
    ) -> MeasuredValue {
        switch rule.metric.kind {
        case .schema: return schema(evidence)
        case .sessionsBehind: return sessionsBehind(evidence)
        default: break
        }
        guard let evaluator = RuleEvaluator(rule: rule, subject: subject, evidence: .source(evidence)) else {
            let timeline = evidence.timeline
            let window = timeline.calendar.window(rule.window ?? 1, endingAt: timeline.asOfSession)
            return MeasuredValue(
                absent: .noData("the source has no column \"\(rule.name(of: subject))\""), sample: 0, window: window)
        }
        let timeline = evidence.timeline
        guard let ranges = evaluator.ranges(at: timeline.asOfSession) else {
            let why =
                rule.baseline == .champion && rule.metric.hasBaseline
                ? "the model has no version yet, so there is no champion to compare with"
                : "the calendar \(timeline.calendar.name) begins too late for this window and its baseline"
            return MeasuredValue(absent: .noData(why))
        }
        var measurement = measure(rule, subject, evidence, ranges, key, depth)
        measurement.observesLastSession = observes(rule, subject, evidence, ranges)
        measurement.contents.absentSessions = ranges.window.count - Set(timeline.days[ranges.rows]).count
        return measurement
    }

    /// Whether the last session of the window has a row, with values where values are compared.
    private static func observes(
        _ rule: CheckRule, _ subject: CheckRule.Subject, _ evidence: SourceEvidence, _ ranges: EvaluationRanges
    ) -> Bool {
        let days = evidence.timeline.days
        let last = ranges.rows.reversed().prefix { days[$0] == ranges.window.last }
        if rule.metric.kind == .nullPercent || rule.missingAsBin { return !last.isEmpty }
        switch subject {
        case .series(let series):
            let values = evidence.series(series)?.values ?? []
            return last.contains { !values[$0].isNaN }
        case .pair(let y, let x):
            let (ys, xs) = (evidence.series(y)?.values ?? [], evidence.series(x)?.values ?? [])
            return last.contains { !ys[$0].isNaN && !xs[$0].isNaN }
        case .source, .model, .forecast: return !last.isEmpty
        }
    }

    private static func measure(
        _ rule: CheckRule, _ subject: CheckRule.Subject, _ evidence: SourceEvidence, _ ranges: EvaluationRanges,
        _ key: SeriesKey, _ depth: EvaluationDetail
    ) -> MeasuredValue {
        if case .drift(let measure) = rule.metric.kind,
            let evaluation = evidence.driftEvaluation(measure, rule, subject)
        {
            return drift(evaluation, rule, subject, evidence, ranges, key, depth)
        }
        if let evaluation = evidence.relationEvaluation(rule, subject) {
            return relation(evaluation, rule, subject, evidence, ranges, key, depth)
        }
        return nullPercent(evidence.nullEvaluation(subject), evidence, ranges)
    }

    private static func schema(_ evidence: SourceEvidence) -> MeasuredValue {
        var measurement = MeasuredValue(
            value: Double(evidence.findings.count), sample: evidence.judgedRows, window: evidence.judgedWindow)
        measurement.findings = evidence.findings
        return measurement
    }

    private static func sessionsBehind(_ evidence: SourceEvidence) -> MeasuredValue {
        let timeline = evidence.timeline
        guard let latest = timeline.days.last else {
            return MeasuredValue(absent: .noData("no row is known"), sample: 0)
        }
        let behind = timeline.calendar.count(from: latest.advanced(by: 1), through: timeline.asOfSession)
        var measurement = MeasuredValue(value: Double(behind), sample: timeline.days.count)
        measurement.details = .freshness(.init(latestRow: latest, dueSession: timeline.asOfSession))
        return measurement
    }

    /// Where nothing was found, and what there is.
    private static func nothing(
        _ what: String, in side: String, _ evidence: SourceEvidence, _ ranges: EvaluationRanges
    ) -> String {
        let days = evidence.timeline.days
        let known = days.first.flatMap { first in days.last.map { "; rows are known from \(first) to \($0)" } }
        let span = side == "window" ? " (\(ranges.window.first) … \(ranges.window.last))" : ""
        return "no \(what) in the \(side)\(span)\(known ?? "; no row is known")"
    }

    private static func nullPercent(
        _ evaluation: NullPercentEvaluation?, _ evidence: SourceEvidence, _ ranges: EvaluationRanges
    ) -> MeasuredValue {
        let rows = ranges.rows
        guard let series = evaluation?.series, !rows.isEmpty else {
            return MeasuredValue(
                absent: .noData(nothing("row", in: "window", evidence, ranges)), sample: 0, window: ranges.window)
        }
        let nulls = series.nulls(rows)
        var measurement = MeasuredValue(
            value: 100 * Double(nulls) / Double(rows.count), sample: rows.count, window: ranges.window)
        let share = wilsonInterval(successes: nulls, trials: rows.count)
        measurement.interval = (100 * share.lowerBound)...(100 * share.upperBound)
        let nullRows = rows.filter { series.states[$0] == .null }
        measurement.details = .nulls(
            NullDetails(
                nulls: nulls, firstSession: nullRows.first.map { evidence.timeline.days[$0] },
                lastSessions: nullRows.suffix(10).map { evidence.timeline.days[$0] }))
        return measurement
    }

    private static func drift(
        _ start: DriftEvaluation, _ rule: CheckRule, _ subject: CheckRule.Subject, _ evidence: SourceEvidence,
        _ ranges: EvaluationRanges, _ key: SeriesKey, _ depth: EvaluationDetail
    ) -> MeasuredValue {
        var evaluation = start
        let measure = evaluation.measure
        let pair = evaluation.pair(ranges)
        let sizes = pair.sizes
        guard sizes.current > 0, sizes.baseline > 0,
            rule.missingAsBin || (!pair.current.isEmpty && !pair.baseline.isEmpty)
        else {
            let side = sizes.current > 0 && !pair.current.isEmpty ? "baseline" : "window"
            return MeasuredValue(
                absent: .noData(nothing("value", in: side, evidence, ranges)), sample: pair.current.count,
                window: ranges.window)
        }
        var measurement = MeasuredValue(sample: sizes.current, window: ranges.window)
        measurement.baseline = baselineDigest(rule, subject, evidence, ranges)
        var details = DriftDetails(baselineSample: sizes.baseline)
        measurement.details = .drift(details)
        if !pair.isUnchangedConstant { measurement.minimumSample = measure.minimumSample(of: pair) }
        measurement.value = measure.value(of: pair)
        if measurement.value == nil {
            measurement.absence = .notEvaluable(
                "the baseline does not vary, so there is no standard deviation to divide by")
            return measurement
        }
        if measure.isBinned, depth == .evidence { details.bins = bins(pair, evaluation) }
        switch measure {
        case .psi:
            guard depth == .evidence || rule.isJudgedByPValue, !pair.isUnchangedConstant,
                sizes.current >= measure.minimumSample(of: pair)
            else { break }
            let counts = pair.binCounts
            var generator = key.generator(windowEnd: ranges.window.last, purpose: "psi-null")
            let null = PSINull(
                observed: pair.binned.populationStabilityIndex, currentTotal: sizes.current,
                baselineCounts: counts.baseline, generator: &generator)
            measurement.expectedWithoutChange = null.expected
            measurement.pValue = null.pValue
        case .kolmogorovSmirnov:
            measurement.pValue = KolmogorovSmirnov(sorted: pair.current, sorted: pair.baseline).pValue
        case .chiSquare:
            let test = pair.categories.chiSquare
            measurement.pValue = test.pValue
            details.degreesOfFreedom = test.degreesOfFreedom
        case .wasserstein, .jensenShannon, .hellinger, .lInfinity: break
        }
        measurement.details = .drift(details)
        return measurement
    }

    /// Counts and contribution of each bin, for charts.
    private static func bins(_ pair: DriftPair, _ evaluation: DriftEvaluation) -> DriftDetails.Bins {
        let counts = pair.binCounts
        let hasEdges = !evaluation.isCategorical && !pair.baseline.isEmpty
        return DriftDetails.Bins(
            current: counts.current, baseline: counts.baseline, contributions: pair.binned.contributions,
            edges: hasEdges ? QuantileBins(sortedBaseline: pair.baseline).edges : nil,
            lastHoldsNulls: pair.nulls != nil)
    }

    private static func relation(
        _ evaluation: RelationEvaluation, _ rule: CheckRule, _ subject: CheckRule.Subject, _ evidence: SourceEvidence,
        _ ranges: EvaluationRanges, _ key: SeriesKey, _ depth: EvaluationDetail
    ) -> MeasuredValue {
        let now = evaluation.pairs(ranges.rows)
        let then = evaluation.baselinePairs(ranges)
        guard !now.x.isEmpty, !then.x.isEmpty else {
            let side = now.x.isEmpty ? "window" : "baseline"
            return MeasuredValue(
                absent: .noData(nothing("pair of values", in: side, evidence, ranges)), sample: now.x.count,
                window: ranges.window)
        }
        var measurement = MeasuredValue(sample: now.x.count, window: ranges.window)
        measurement.baseline = baselineDigest(rule, subject, evidence, ranges)
        measurement.minimumSample = RelationEvaluation.minimumPairs
        var details = RelationDetails(baselineSample: then.x.count)
        measurement.details = .relation(details)
        guard then.x.count >= RelationEvaluation.minimumPairs else {
            measurement.absence = .notEvaluable(
                "\(then.x.count) pairs in the baseline; relation needs \(RelationEvaluation.minimumPairs)")
            return measurement
        }
        guard let window = LeastSquares(x: now.x, y: now.y), let baseline = LeastSquares(x: then.x, y: then.y) else {
            measurement.absence = .notEvaluable("x does not vary, so there is no slope")
            return measurement
        }
        let difference = window.slope - baseline.slope
        measurement.value = abs(difference)
        if depth == .evidence || rule.judgesByEvidence {
            measurement.interval = slopeInterval(now, then, difference: difference, key: key, end: ranges.window.last)
        }
        details.fits = .init(window: window, baseline: baseline)
        if let spread = baseline.residualStandardDeviation, spread > 0 {
            var test = PageHinkley()
            for (x, y) in zip(now.x, now.y) { test.add((y - baseline.intercept - baseline.slope * x) / spread) }
            details.pageHinkley = test
        }
        measurement.details = .relation(details)
        return measurement
    }

    /// The interval of the slopes' difference, seen in the direction of the observed one.
    private static func slopeInterval(
        _ now: (x: [Double], y: [Double]), _ then: (x: [Double], y: [Double]), difference: Double, key: SeriesKey,
        end: Day
    ) -> ClosedRange<Double>? {
        var generator = key.generator(windowEnd: end, purpose: "relation-bootstrap")
        let direction: Double = difference < 0 ? -1 : 1
        var figures: [Double] = []
        for _ in 0..<CircularBlockBootstrap.resamples {
            let drawn = CircularBlockBootstrap.indices(rows: now.x.count, generator: &generator)
            let drawnBefore = CircularBlockBootstrap.indices(rows: then.x.count, generator: &generator)
            guard let window = LeastSquares(x: drawn.map { now.x[$0] }, y: drawn.map { now.y[$0] }),
                let baseline = LeastSquares(x: drawnBefore.map { then.x[$0] }, y: drawnBefore.map { then.y[$0] })
            else { continue }
            figures.append(direction * (window.slope - baseline.slope))
        }
        return CircularBlockBootstrap.percentileInterval(figures)
    }

    /// Names the baseline by what is in it: the sessions and cells that the measure sees.
    private static func baselineDigest(
        _ rule: CheckRule, _ subject: CheckRule.Subject, _ evidence: SourceEvidence, _ ranges: EvaluationRanges
    ) -> Digest {
        let names: [String] =
            switch subject {
            case .source, .model, .forecast: []
            case .series(let series): [series.column]
            case .pair(let y, let x): [y.column, x.column]
            }
        let columns = names.compactMap { name in evidence.columns.first { $0.name == name } }
        let trainable = rule.baseline == .champion ? evidence.champion?.trainable : nil
        var text = "\(evidence.name)|\(rule.label(of: subject))\n"
        for row in ranges.baseline where trainable?.contains(evidence.timeline.days[row]) ?? true {
            text += "\(evidence.timeline.days[row])"
            for column in columns { text += ",\(column.text(row))" }
            text += "\n"
        }
        return Digest.sha256(text)
    }
}
