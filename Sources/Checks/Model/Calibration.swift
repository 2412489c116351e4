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
    /// Sessions below which their differences say nothing, where some have several pairs.
    private static let minimumSessions = 10
    static let errorNull = "ece-null"

    private let part: ForecastPart
    private let series: LedgerSeries
    private let evidence: LedgerEvidence
    /// Taken once for all windows of a history.
    private var known: PartTrials?
    /// The cosines of the last window, since the next has as many rows.
    private var cosines: SlowCosines?

    init(_ evidence: LedgerEvidence, _ part: ForecastPart) {
        self.part = part
        self.evidence = evidence
        series = evidence.series
    }

    mutating func value(_ ranges: EvaluationRanges) -> Double? {
        let known = known ?? evidence.trials(of: part)
        self.known = known
        let sessions = known.sessions.range(of: ranges.rows)
        let count = known.trials.outcomes(sessions)
        guard count >= CalibrationEvaluation.minimumPairs,
            sessions.count == count || sessions.count >= CalibrationEvaluation.minimumSessions
        else { return nil }
        if cosines?.rows != sessions.count { cosines = SlowCosines(rows: sessions.count) }
        return CalibrationInTheLarge(known.trials, in: sessions, cosines: cosines).map { abs($0.z) }
    }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        if part == .probabilityOfEvent, let undecidable = evidence.undecidable(ranges) { return undecidable }
        let known = evidence.trials(of: part)
        let sessions = known.sessions.range(of: ranges.rows)
        let count = known.trials.outcomes(sessions)
        guard count > 0 else {
            let what = part.nominal == nil ? "this probability" : "an interval"
            return MeasuredValue(
                absent: .noData("no prediction in the window has \(what)"), sample: 0, window: ranges.window)
        }
        var measurement = MeasuredValue(sample: count, window: ranges.window)
        measurement.minimumSample = CalibrationEvaluation.minimumPairs
        if sessions.count < count { measurement.contents.resampledSessions = sessions.count }
        let test = CalibrationInTheLarge(known.trials, in: sessions)
        var details = CalibrationDetails(forecasts(ranges, in: context))
        details.z = test?.z
        measurement.details = .calibration(details)
        guard sessions.count == count || sessions.count >= CalibrationEvaluation.minimumSessions else {
            measurement.absence = .notEvaluable(
                """
                the pairs lie in \(sessions.count.counted("session")); of several pairs a session calibration needs \
                \(CalibrationEvaluation.minimumSessions) sessions
                """)
            return measurement
        }
        guard let test else {
            measurement.absence = .notEvaluable(absence(of: known.trials, count: count, in: sessions))
            return measurement
        }
        measurement.value = abs(test.z)
        measurement.intervalError = test.error
        if context.wantsChance { measurement.pValue = test.pValue }
        return measurement
    }

    private func absence(of trials: CalibrationInTheLarge.Trials, count: Int, in sessions: Range<Int>) -> String {
        if !trials.leaveRoomForChance(sessions) {
            return "every probability is 0 or 1, which leaves no room for chance"
        }
        return count < CalibrationEvaluation.minimumPairs
            ? "\(count.counted("pair")); calibration needs \(CalibrationEvaluation.minimumPairs)"
            : "the difference of outcomes and probabilities does not vary"
    }

    private func forecasts(_ ranges: EvaluationRanges, in context: EvaluationContext) -> CalibrationDetails.Forecasts {
        // Ties of a probability are in the order of their ids.
        let pairs = series.orderedById(ranges.rows)
        let trials = pairs.compactMap { pair in part.trial(pair, of: series).map { (pair: pair, trial: $0) } }
        guard let nominal = part.nominal else {
            guard context.detail >= .report else { return .probabilities(nil) }
            let days = trials.map { series.pairs.days[$0.pair].ordinal }
            let isGrouped = Set(days).count < days.count
            let forecasts = ProbabilityForecasts(
                trials.map(\.trial.probability), trials.map(\.trial.happened), groups: isGrouped ? days : nil)
            var generator = context.key.generator(
                windowEnd: ranges.window.last, purpose: CalibrationEvaluation.errorNull)
            return .probabilities(.init(forecasts, generator: &generator))
        }
        let isShown = context.detail >= .report
        let share = isShown ? evidence.interval(of: .inside(part), .bounded(0...1), in: ranges.rows)?.interval : nil
        let coverage = Coverage(
            inside: trials.count { $0.trial.happened }, count: trials.count, nominal: nominal, interval: share)
        return .intervals(coverage, pit: isShown ? pit(pairs) : nil)
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
