import Core
import TradingCalendar

extension MetricDefinition {
    static let missingLabels: MetricDefinition = {
        var metric = MetricDefinition(
            ofModel: "missing_labels", layer: .model, unit: "labels", minimumSample: "1 prediction",
            definition:
                "Predictions whose label session lies in the window and whose label was due and is not there.",
            limits: "window: 21 sessions, warning: above 0", runbook: "late-data",
            method: .ledger { $0.missingLabels(window: $1.rule.window ?? 1) })
        metric.sampleNoun = "prediction"
        metric.wording = { "\($0.text) of \($0.sample.counted("label")) missing" }
        return metric
    }()
}

extension LedgerEvidence {
    fileprivate func missingLabels(window length: Int) -> MeasuredValue {
        guard let window = timeline.calendar.window(length, endingAt: timeline.asOfSession) else {
            return MeasuredValue(absent: .noData("the calendar has no session yet"))
        }
        let entries = entries(of: window)
        guard !entries.isEmpty else {
            let reason =
                reasonForNoPrediction
                ?? "no prediction's label lies in the window (\(window.first) … \(window.last))\(refusals("; "))"
            var measurement = MeasuredValue(absent: .noData(reason), sample: 0, window: window)
            addRejections(to: &measurement)
            return measurement
        }
        let missing = entries.filter { ledger.entries.state($0) == .missing }
        var measurement = MeasuredValue(value: Double(missing.count), sample: entries.count, window: window)
        measurement.contents.labels = ledger.counts(entries)
        measurement.contents.rejections = ledger.rejections.count
        measurement.contents.firstRejections = Array(ledger.rejections.prefix(5))
        measurement.details = .missingLabels(
            MissingLabelDetails(
                labelsOfAll: ledger.counts,
                sessionsWithoutPrediction: window.count - Set(entries.map(ledger.entries.labelSession)).count,
                missingSessions: missing.suffix(10).map(ledger.entries.labelSession),
                labelsWithoutPrediction: ledger.labelsWithoutPrediction,
                firstRejections: Array(ledger.rejections.prefix(5))))
        return measurement
    }
}
