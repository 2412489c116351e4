import Core
import Statistics

extension Judge {
    /// Fewer earlier windows say too little of how often the history was as far.
    static let minimumEarlierWindows = 20

    /// Measures; where rows depend on each other too much for the usual p-value, with one from the history.
    func measured(_ context: EvaluationContext, _ evaluator: RuleEvaluator?) -> MeasuredValue {
        var measurement = context.measured(by: evaluator)
        if measurement.pValue != nil, measurement.pValueSource == nil {
            measurement.pValueSource = rule.metric.distance == nil ? .longRunError : .independentRows
        }
        if context.wantsChance, measurement.reasonForNoPValue != nil, let value = measurement.value, let evaluator {
            addHistory(to: &measurement, value, by: evaluator, at: context)
        }
        return measurement
    }

    /// Adds how often the history was as far: of earlier windows where there are enough, else of the rows at hand.
    private func addHistory(
        to measurement: inout MeasuredValue, _ value: Double, by evaluator: RuleEvaluator, at context: EvaluationContext
    ) {
        guard case .drift(var details) = measurement.details else { return }
        let session = context.evidence.timeline.asOfSession
        let earlier = evaluator.earlierValues(before: session)
        let asFar = earlier.count { $0 >= value }
        if !earlier.isEmpty { details.earlierWindows = .init(count: earlier.count, asFar: asFar) }
        measurement.details = .drift(details)
        if earlier.count >= Judge.minimumEarlierWindows {
            measurement.historyPValue = Double(1 + asFar) / Double(1 + earlier.count)
            measurement.pValueSource = .history
            measurement.leastPValue = 1 / Double(1 + earlier.count)
        } else if let ranges = evaluator.ranges(at: session),
            let null = evaluator.evaluation.shiftNull(of: value, ranges)
        {
            measurement.historyPValue = null.pValue
            measurement.pValueSource = .circularShift
            measurement.leastPValue = 1 / Double(null.rows)
        }
    }
}
