import Core
import Statistics

extension MetricDefinition {
    static let decisionAccuracy: MetricDefinition = {
        var metric = MetricDefinition(
            ofModel: "decision_accuracy", layer: .business, unit: "0 … 1", minimumSample: "10 decisions",
            definition:
                "Share of decisions that were right: acted on an event, or not acted without one.",
            limits: "window: 252 sessions, warning: below 0.5",
            method: .ledgerWindow { evidence, _ in DecisionAccuracy(evidence) })
        metric.capabilities = [.interval, .percentBounds, .proportion]
        metric.scale = .share
        metric.sampleNoun = "decision"
        metric.requiredSample = DecisionAccuracy.minimumDecisions
        metric.wording = { "\($0.text) of \($0.counted) right" }
        return metric
    }()
}

/// The share of decisions that were right.
struct DecisionAccuracy: WindowedEvaluation {
    static let minimumDecisions = 10

    private let evidence: LedgerEvidence
    private let sums: DecisionSums

    init(_ evidence: LedgerEvidence) {
        self.evidence = evidence
        sums = evidence.series.decisionSums
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        let sums = sums[ranges.rows]
        return sums.decisions >= DecisionAccuracy.minimumDecisions ? Double(sums.right) / Double(sums.decisions) : nil
    }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        if let undecidable = evidence.undecidable(ranges) { return undecidable }
        guard var measurement = evidence.decisions(ranges, in: context) else { return evidence.noDecision(ranges) }
        let sums = sums[ranges.rows]
        measurement.minimumSample = DecisionAccuracy.minimumDecisions
        measurement.value = Double(sums.right) / Double(sums.decisions)
        if context.wantsInterval {
            measurement.contents.resampledSessions = evidence.groupedSessions(of: .accuracy, in: ranges.rows)
            measurement.add(evidence.interval(of: .accuracy, .bounded(0...1), in: ranges.rows)) { $0 }
        }
        return measurement
    }
}
