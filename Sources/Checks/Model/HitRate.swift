import Core
import Statistics

extension MetricDefinition {
    static let hitRate: MetricDefinition = {
        var metric = MetricDefinition(
            ofModel: "hit_rate", layer: .model, unit: "0 … 1", minimumSample: "10 pairs with label ≠ 0",
            definition:
                """
                Share of predictions with the label's sign, labels of 0 left out, a prediction of 0 a miss.
                """,
            limits: "window: 252 sessions, judge: evidence, warning: below 0.5",
            method: .ledgerWindow { evidence, _ in HitRate(evidence) })
        metric.capabilities = [.interval, .percentBounds, .proportion]
        metric.scale = .share
        metric.sampleNoun = "pair"
        metric.requiredSample = HitRate.minimumPairs
        metric.wording = { "\($0.text) of \($0.sample.counted("prediction")) had the label's sign" }
        return metric
    }()
}

/// The share of predictions that had the label's sign.
struct HitRate: WindowedEvaluation {
    static let minimumPairs = 10

    private let sums: LedgerSeries.HitCounts
    private let evidence: LedgerEvidence

    init(_ evidence: LedgerEvidence) {
        sums = evidence.series.hitCounts
        self.evidence = evidence
    }

    private func counts(_ rows: Range<Int>) -> (hits: Int, judged: Int) { sums.counts(rows) }

    func value(_ ranges: EvaluationRanges) -> Double? {
        let counts = counts(ranges.rows)
        return counts.judged >= HitRate.minimumPairs ? Double(counts.hits) / Double(counts.judged) : nil
    }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        let counts = counts(ranges.rows)
        guard counts.judged > 0 else {
            return MeasuredValue(
                absent: .noData("every label of the window is 0, which has no sign"), sample: 0, window: ranges.window)
        }
        var measurement = MeasuredValue(
            value: Double(counts.hits) / Double(counts.judged), sample: counts.judged, window: ranges.window)
        measurement.minimumSample = HitRate.minimumPairs
        if context.wantsInterval {
            measurement.contents.resampledSessions = evidence.groupedSessions(of: .hit, in: ranges.rows)
            measurement.add(evidence.interval(of: .hit, .bounded(0...1), in: ranges.rows)) { $0 }
        }
        var details = HitDetails(hits: counts.hits, labelsOfZero: ranges.rows.count - counts.judged)
        if context.detail == .evidence { details.base = HitDetails.Base(evidence.pairs(ranges.rows)) }
        measurement.details = .hits(details)
        return measurement
    }
}
