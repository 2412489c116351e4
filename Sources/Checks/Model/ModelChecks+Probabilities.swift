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
        measurement.details = [
            "hits": .integer(counts.hits), "labels_of_zero": .integer(ranges.rows.count - counts.judged),
        ]
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
        if let nominal = part.nominal {
            let coverage = Coverage(inside: trials.count { $0.happened }, count: trials.count, nominal: nominal)
            z = coverage.z
            measurement.details = [
                "inside": .integer(coverage.inside), "share": .number(coverage.share), "nominal": .number(nominal),
                "share_interval": JSONValue(coverage.interval), "pit": pit(pairs),
            ]
        } else {
            let forecasts = ProbabilityForecasts(trials.map(\.probability), trials.map(\.happened))
            z = forecasts.z
            if depth == .evidence {
                var generator = key.generator(windowEnd: ranges.window.last, purpose: "ece-null")
                measurement.details = details(forecasts, &generator)
            }
        }
        guard let z else {
            measurement.absence = .notEvaluable("every probability is 0 or 1, which leaves no room for chance")
            return measurement
        }
        measurement.value = abs(z)
        measurement.pValue = 2 * NormalDistribution.cumulative(-abs(z))
        measurement.details["z"] = .number(z)
        return measurement
    }

    private static func details(
        _ forecasts: ProbabilityForecasts, _ generator: inout SplitMix64
    ) -> [String: JSONValue] {
        let brier = forecasts.brier
        return [
            "observed": .number(forecasts.share), "expected": .number(forecasts.meanProbability),
            "reliability_curve": .array(
                forecasts.reliabilityCurve.map { bin in
                    [
                        "count": .integer(bin.count), "mean_probability": .number(bin.meanProbability),
                        "share": .number(bin.share), "interval": JSONValue(bin.interval),
                    ]
                }),
            "brier": [
                "score": .number(brier.score), "reliability": .number(brier.reliability),
                "resolution": .number(brier.resolution), "uncertainty": .number(brier.uncertainty),
                "within_bin_residual": .number(brier.withinBinResidual),
            ],
            "ece": .number(forecasts.expectedCalibrationError),
            "ece_95_if_right": .number(forecasts.calibrationErrorOfRightForecasts(&generator)),
        ]
    }

    /// How often the label fell into each tenth of its forecast's distribution; null without σ.
    private static func pit(_ pairs: [LedgerEvidence.Pair]) -> JSONValue {
        var counts = [Int](repeating: 0, count: 10)
        for pair in pairs {
            guard let sigma = pair.prediction.sigma else { return .null }
            let u = NormalDistribution.cumulative((pair.label.label - pair.prediction.mean) / sigma)
            counts[min(9, Int(u * 10))] += 1
        }
        return .array(counts.map(JSONValue.integer))
    }
}
