import Core
import Statistics
import TradingCalendar

extension MetricDefinition {
    static let calibration: MetricDefinition = {
        var metric = MetricDefinition(
            name: "calibration", layer: .model, subject: .forecasts, isWindowed: true, unit: "standard errors",
            minimumSample: "252 pairs",
            definition:
                """
                |z| between what a probability says and what came true (calibration-in-the-large), or between the \
                share of labels inside an interval and what it promises. Beside it the reliability curve, Brier with \
                its parts, ECE with its null, PIT.
                """,
            example:
                """
                {name: calibration, metric: calibration, of: [probability_up, coverage_95], window: 504 sessions, \
                warning: above 3, owner: data-science, runbook: performance}
                """,
            method: .ledgerWindow { CalibrationEvaluation($0, $1.subject.forecastPart ?? .probabilityUp) })
        metric.capabilities = [.pValue, .budget]
        metric.sampleNoun = "pair"
        metric.requiredSample = CalibrationEvaluation.minimumPairs
        metric.purposes = [CalibrationEvaluation.errorNull]
        metric.wording = { "\($0.text) standard errors from what was forecast, on \($0.counted)" }
        return metric
    }()
}

/// The number of standard errors between a forecast and the outcomes.
struct CalibrationEvaluation: WindowedEvaluation {
    static let minimumPairs = 252
    static let errorNull = "ece-null"

    private let part: ForecastPart
    private let series: LedgerSeries
    private let evidence: LedgerEvidence

    init(_ evidence: LedgerEvidence, _ part: ForecastPart) {
        self.part = part
        self.evidence = evidence
        series = evidence.series
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        let sums = series.surpluses(of: part).sums(ranges.rows)
        guard sums.count >= CalibrationEvaluation.minimumPairs, sums.variance > 0, !sums.hasTooFewSessions else {
            return nil
        }
        return abs(sums.surplus / sums.variance.squareRoot())
    }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        if part == .probabilityOfEvent, let undecidable = evidence.undecidable(ranges) { return undecidable }
        // Ties of a probability are in the order of their ids.
        let pairs = series.orderedById(ranges.rows)
        let trials = pairs.compactMap { part.trial($0, of: series) }
        guard !trials.isEmpty else {
            let what = part.nominal == nil ? "this probability" : "an interval"
            return MeasuredValue(
                absent: .noData("no prediction in the window has \(what)"), sample: 0, window: ranges.window)
        }
        var measurement = MeasuredValue(sample: trials.count, window: ranges.window)
        measurement.minimumSample = CalibrationEvaluation.minimumPairs
        var details: CalibrationDetails
        if let nominal = part.nominal {
            let inside = trials.count { $0.happened }
            let coverage = Coverage(
                inside: inside, count: trials.count, nominal: nominal, interval: grouped(pairs)?.interval)
            details = CalibrationDetails(.intervals(coverage, pit: context.detail >= .report ? pit(pairs) : nil))
            details.z = coverage.z
        } else {
            let forecasts = ProbabilityForecasts(
                trials.map(\.probability), trials.map(\.happened), groups: grouped(pairs)?.sessions)
            details = CalibrationDetails(.probabilities(reliability(of: forecasts, ranges, context)))
            details.z = forecasts.z
        }
        let sums = series.surpluses(of: part).sums(ranges.rows)
        if sums.isGrouped {
            measurement.contents.resampledSessions = sums.sessions
            details.z = sums.variance > 0 ? sums.surplus / sums.variance.squareRoot() : nil
        }
        measurement.details = .calibration(details)
        guard !sums.hasTooFewSessions else {
            let minimum = LedgerSeries.Surpluses.Sums.minimumSessions
            measurement.absence = .notEvaluable(
                """
                the pairs lie in \(sums.sessions.counted("session")); of several pairs a session calibration needs \
                \(minimum) sessions
                """)
            return measurement
        }
        guard let z = details.z else {
            measurement.absence = .notEvaluable("every probability is 0 or 1, which leaves no room for chance")
            return measurement
        }
        measurement.value = abs(z)
        if context.wantsChance { measurement.pValue = 2 * NormalDistribution.cumulative(-abs(z)) }
        return measurement
    }

    /// The sessions of pairs that have a trial, as numbers, and the interval of the share that came true; nil where no
    /// session has several.
    private func grouped(_ pairs: [Int]) -> (sessions: [Int], interval: ClosedRange<Double>)? {
        let trials = pairs.compactMap { pair in
            part.trial(pair, of: series).map { (session: series.pairs.days[pair].ordinal, happened: $0.happened) }
        }
        let sessions = Dictionary(grouping: trials, by: \.session)
        guard sessions.count < trials.count else { return nil }
        let groups = sessions.sorted { $0.key < $1.key }.map(\.value)
        return (
            trials.map(\.session),
            wilsonInterval(
                successes: groups.map { group in group.count { $0.happened } }, trials: groups.map(\.count))
        )
    }

    private func reliability(
        of forecasts: ProbabilityForecasts, _ ranges: EvaluationRanges, _ context: EvaluationContext
    ) -> CalibrationDetails.Reliability? {
        guard context.detail >= .report else { return nil }
        var generator = context.key.generator(
            windowEnd: ranges.window.last, purpose: CalibrationEvaluation.errorNull)
        return .init(forecasts, generator: &generator)
    }

    /// The number of labels in each tenth of their forecasts' distributions; nil without σ.
    private func pit(_ wanted: [Int]) -> [Int]? {
        var counts = [Int](repeating: 0, count: 10)
        let pairs = series.pairs
        for pair in wanted {
            let sigma = pairs.number(.sigma, pair)
            guard !sigma.isNaN else { return nil }
            let u = NormalDistribution.cumulative((pairs.label(pair) - pairs.mean(pair)) / sigma)
            counts[min(9, Int(u * 10))] += 1
        }
        return counts
    }
}
