import Core
import Statistics
import TradingCalendar

extension MetricDefinition {
    static let importanceShift: MetricDefinition = {
        var metric = MetricDefinition(
            ofModel: "importance_shift", layer: .model, unit: "0 … 1", minimumSample: "252 rows",
            definition:
                """
                Total variation distance between the deployed model's permutation importance on the window's rows and \
                on the baseline's; correlated features are permuted together. Beside it the value and the p-value of samples of the \
                baseline's own rows, drawn in blocks. Needs the built-in model.
                """,
            limits: "window: 504 sessions, warning: above 0.5",
            method: .ledger { $0.importanceShift($1.rule, $1.detail) })
        metric.capabilities = [.baseline, .percentBounds, .proportion, .pValue]
        metric.requiredSample = ImportanceObservation.minimumRows
        metric.purposes = ["importance-window", "importance-baseline", "importance-null"]
        metric.modelObservation = .importance
        return metric
    }()
}

extension LedgerEvidence {
    fileprivate func importanceShift(_ rule: CheckRule, _ detail: EvaluationDetail) -> MeasuredValue {
        let window = timeline.calendar.window(rule.window ?? 1, endingAt: timeline.asOfSession)
        switch observations?.importance(rule, detail) {
        case nil:
            return MeasuredValue(
                absent: .notEvaluable("importance needs the model itself, and a ledger has only what it said"),
                window: window)
        case .absent(let absence, let rows)?: return MeasuredValue(absent: absence, sample: rows, window: window)
        case .shares(let shares)?:
            var measurement = MeasuredValue(
                value: totalVariationDistance(shares.window, shares.baseline), sample: shares.rows, window: window)
            measurement.observesLastSession = hasPredictionOfLastSession
            measurement.minimumSample = ImportanceObservation.minimumRows
            measurement.baseline = shares.digest
            measurement.addChance(of: shares)
            measurement.details = .importance(
                ImportanceDetails(
                    groups: shares.groups, windowShares: shares.window, baselineShares: shares.baseline,
                    rankCorrelation: rankCorrelation(shares.window, shares.baseline),
                    squaredErrorIncreases: shares.squaredErrorIncreases, baselineSample: shares.baselineRows))
            if shares.baselineRows < ImportanceObservation.minimumRows {
                measurement.absence = .notEvaluable(
                    """
                    the baseline has \(shares.baselineRows) rows; \(rule.metric.name) needs \
                    \(ImportanceObservation.minimumRows)
                    """
                )
            }
            return measurement
        }
    }
}

extension MeasuredValue {
    /// Adds how far samples of the baseline's own rows are from it, where they were drawn.
    fileprivate mutating func addChance(of shares: ImportanceObservation.Shares) {
        guard !shares.resampled.isEmpty, let value else { return }
        let shifts = shares.resampled.map { totalVariationDistance($0, shares.baseline) }
        expectedWithoutChange = shifts.reduce(0, +) / Double(shifts.count)
        pValue = Double(1 + shifts.count { $0 >= value }) / Double(1 + shifts.count)
        leastPValue = 1 / Double(1 + shifts.count)
        pValueSource = .blockResamples
    }
}
