import Core
import TradingCalendar

extension MetricDefinition {
    static let rowCount: MetricDefinition = {
        var metric = MetricDefinition(
            name: "row_count", layer: .data, subject: .source, isWindowed: false,
            unit: "rows, or percent above the median", minimumSample: "none",
            definition:
                """
                Rows of the latest due session, 0 for one without rows; with relative_to: median of N sessions in \
                percent above the median of the counts of the N sessions before it.
                """,
            example:
                """
                {name: rows, metric: row_count, of: market, relative_to: median of 21 sessions, critical: below -50%, \
                owner: data-engineering, runbook: ingestion}
                """,
            method: .source { evidence, context in
                switch context.rule.relativeTo {
                case .median(let sessions)?: evidence.timeline.rowCount(relativeToMedianOf: sessions)
                case .baseline?, nil: evidence.timeline.rowCount()
                }
            })
        metric.capabilities = [.integrity, .relativeToMedian]
        metric.wording = { said in
            said.isRelative
                ? "\(said.counted) in the session, \(said.text) against the median of the sessions before"
                : "\(said.counted) in the session"
        }
        metric.firstAffectedSession = { measurement, _ in measurement.window?.first }
        return metric
    }()
}

extension Timeline {
    fileprivate func rowCount() -> MeasuredValue {
        guard let window = calendar.window(1, endingAt: asOfSession) else {
            return MeasuredValue(absent: .noData("the calendar has no session yet"))
        }
        let count = rows(of: window).count
        return MeasuredValue(value: Double(count), sample: count, window: window)
    }

    fileprivate func rowCount(relativeToMedianOf sessions: Int) -> MeasuredValue {
        var measurement = rowCount()
        guard let value = measurement.value, let window = measurement.window else { return measurement }
        guard let before = calendar.window(sessions, before: window), before.count == sessions, let first = days.first,
            first <= before.first
        else {
            measurement.value = nil
            measurement.absence = .notEvaluable(
                "the rows do not reach back \(sessions) sessions, so there is no median to compare with")
            return measurement
        }
        let position = calendar.firstPosition(from: before.first)
        let counts = calendar.sessions[position..<position + sessions].map { rows(from: $0, through: $0).count }
            .sorted()
        let median = Double(counts[(sessions - 1) / 2] + counts[sessions / 2]) / 2
        guard median > 0 else {
            measurement.value = nil
            measurement.absence = .notEvaluable("the median of the \(sessions) sessions before is 0 rows")
            return measurement
        }
        measurement.value = 100 * (value / median - 1)
        return measurement
    }
}
