import Core

/// Scores that are estimated before labels arrive.
package enum EstimatedScore: String, Sendable, CaseIterable {
    case rmse = "estimated_rmse"
    case mae = "estimated_mae"
    case hitRate = "estimated_hit_rate"

    static let metrics = [
        EstimatedScore.rmse.metric(unit: "the label's unit", "Root mean square error", worse: "above 0.02"),
        EstimatedScore.mae.metric(unit: "the label's unit", "Mean absolute error", worse: "above 0.015"),
        EstimatedScore.hitRate.metric(unit: "0 … 1", "Share of hits", worse: "below 0.45"),
    ]

    private func metric(unit: String, _ what: String, worse: String) -> MetricDefinition {
        var metric = MetricDefinition(
            ofModel: rawValue, layer: .model, unit: unit, minimumSample: "10 predictions",
            definition:
                """
                \(what) of the predictions made in the window, estimated from their features before their labels are \
                known, with the band of what is realised; not enough evidence when it missed its band too often \
                before. Blind to concept drift. Needs the built-in model.
                """,
            limits: "window: 21 sessions, warning: \(worse)",
            method: .ledger { $0.estimated(self, for: $1.rule) })
        metric.capabilities = [.interval]
        if self == .hitRate {
            metric.capabilities.formUnion([.percentBounds, .proportion])
            metric.scale = .share
        }
        metric.sampleNoun = "prediction"
        metric.requiredSample = ScoreEstimate.minimumRows
        metric.modelObservation = .estimate(self)
        return metric
    }
}

extension LedgerEvidence {
    fileprivate func estimated(_ score: EstimatedScore, for rule: CheckRule) -> MeasuredValue {
        switch observations?.estimate(score, rule) {
        case nil:
            return MeasuredValue(
                absent: .notEvaluable(
                    "an estimate needs the model's holdout, and a ledger has only what the model said"))
        case .absent(let absence, let window, let rows)?:
            return MeasuredValue(absent: absence, sample: rows, window: window)
        case .estimate(let now, let past, let withoutEstimate)?:
            var measurement = MeasuredValue(value: now.value, sample: now.rows, window: now.window)
            measurement.observesLastSession = hasPredictionOfLastSession
            measurement.minimumSample = ScoreEstimate.minimumRows
            measurement.interval = now.band
            let trust = ScoreEstimate.trust(past)
            measurement.details = .estimate(
                EstimateDetails(
                    realised: now.realised, realisedSample: now.realisedRows, trust: trust, past: past,
                    windowsWithoutEstimate: withoutEstimate))
            if trust.isTrusted == false {
                measurement.absence = .notEvaluable(
                    """
                    the estimate is not trusted: what was realised lay outside its band in \(trust.missed) of \
                    \(trust.windows) earlier windows
                    """
                )
            }
            return measurement
        }
    }
}
