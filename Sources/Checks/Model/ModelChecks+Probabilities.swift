import Core
import Statistics
import TradingCalendar

/// Hits and probabilities.
extension ModelChecks {
    static func hitRate(_ evidence: LedgerEvidence, _ ranges: EvaluationRanges) -> MeasuredValue {
        let counts = HitRateEvaluation(evidence).counts(ranges.rows)
        guard counts.judged > 0 else {
            return MeasuredValue(
                absent: .noData("every label of the window is 0, which has no sign"), sample: 0, window: ranges.window)
        }
        var measurement = MeasuredValue(
            value: Double(counts.hits) / Double(counts.judged), sample: counts.judged, window: ranges.window)
        measurement.minimumSample = HitRateEvaluation.minimumPairs
        measurement.interval = wilsonInterval(successes: counts.hits, trials: counts.judged)
        measurement.details = .hits(.init(hits: counts.hits, labelsOfZero: ranges.rows.count - counts.judged))
        return measurement
    }

    static func calibration(
        _ part: ForecastPart, _ evidence: LedgerEvidence, _ ranges: EvaluationRanges, _ key: SeriesKey,
        _ depth: EvaluationDetail
    ) -> MeasuredValue {
        // Ties of a probability are in the order of their ids.
        let pairs = evidence.pairs[ranges.rows].sorted { $0.prediction.id < $1.prediction.id }
        let trials = pairs.compactMap { part.trial($0, evidence.decision) }
        guard !trials.isEmpty else {
            return MeasuredValue(
                absent: .noData(
                    "no prediction in the window has \(part.nominal == nil ? "this probability" : "an interval")"),
                sample: 0, window: ranges.window)
        }
        var measurement = MeasuredValue(sample: trials.count, window: ranges.window)
        measurement.minimumSample = CalibrationEvaluation.minimumPairs
        let z: Double?
        var details: CalibrationDetails
        if let nominal = part.nominal {
            let coverage = Coverage(inside: trials.count { $0.happened }, count: trials.count, nominal: nominal)
            z = coverage.z
            details = CalibrationDetails(.intervals(coverage, pit: pit(pairs)))
        } else {
            let forecasts = ProbabilityForecasts(trials.map(\.probability), trials.map(\.happened))
            z = forecasts.z
            var generator = key.generator(windowEnd: ranges.window.last, purpose: "ece-null")
            details = CalibrationDetails(
                .probabilities(depth == .evidence ? .init(forecasts, generator: &generator) : nil))
        }
        details.z = z
        measurement.details = .calibration(details)
        guard let z else {
            measurement.absence = .notEvaluable("every probability is 0 or 1, which leaves no room for chance")
            return measurement
        }
        measurement.value = abs(z)
        measurement.pValue = 2 * NormalDistribution.cumulative(-abs(z))
        return measurement
    }

    /// How often the label fell into each tenth of its forecast's distribution; nil without σ.
    private static func pit(_ pairs: [LedgerEvidence.Pair]) -> [Int]? {
        var counts = [Int](repeating: 0, count: 10)
        for pair in pairs {
            guard let sigma = pair.prediction.sigma else { return nil }
            let u = NormalDistribution.cumulative((pair.label.label - pair.prediction.mean) / sigma)
            counts[min(9, Int(u * 10))] += 1
        }
        return counts
    }
}
