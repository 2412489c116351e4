import Core
import TradingCalendar

extension MetricDefinition {
    static let schema: MetricDefinition = {
        var metric = MetricDefinition(
            name: "schema", layer: .data, subject: .source, isWindowed: false, unit: "findings",
            minimumSample: "none",
            definition:
                """
                Findings of the contract on the header and the rows of the last 21 sessions: missing, renamed, \
                unexpected or reordered columns, cells of another type, nulls where none are allowed, values out of \
                range, repeated keys, time going backwards.
                """,
            example:
                """
                {name: schema, metric: schema, of: market, critical: [missing, type_mismatch], warning: any, owner: \
                data-engineering, runbook: ingestion}
                """,
            method: .source { evidence, _ in
                var measurement = MeasuredValue(
                    value: Double(evidence.findings.count), sample: evidence.judgedRows, window: evidence.judgedWindow)
                measurement.findings = evidence.findings
                if evidence.hasNoRow {
                    measurement.absence = .noData(
                        "no row of the source is known, and a header alone says nothing of rows")
                    if evidence.findings.isEmpty { measurement.value = nil }
                }
                return measurement
            })
        metric.capabilities = [.findings, .integrity]
        metric.shown = { $0 == 0 ? "clean" : "\($0.shortText) finding\($0 == 1 ? "" : "s")" }
        metric.firstAffectedSession = { measurement, _ in measurement.window?.first }
        return metric
    }()
}
