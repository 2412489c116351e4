import Core
import TradingCalendar

extension MetricDefinition {
    static let sessionsBehind: MetricDefinition = {
        var metric = MetricDefinition(
            name: "sessions_behind", layer: .data, subject: .source, isWindowed: false, unit: "sessions",
            minimumSample: "1 row",
            definition:
                "Sessions whose row is due and that are later than the latest row. Weekends and holidays add nothing.",
            example:
                """
                {name: freshness, metric: sessions_behind, of: market, critical: above 1, owner: data-engineering, \
                runbook: late-data}
                """,
            method: .source { evidence, _ in
                let timeline = evidence.timeline
                guard let latest = timeline.days.last else {
                    return MeasuredValue(absent: .noData("no row is known"), sample: 0)
                }
                let behind = timeline.calendar.count(from: latest.advanced(by: 1), through: timeline.asOfSession)
                var measurement = MeasuredValue(value: Double(behind), sample: timeline.days.count)
                measurement.details = .freshness(.init(latestRow: latest, dueSession: timeline.asOfSession))
                return measurement
            })
        metric.capabilities = [.integrity, .lateness]
        metric.wording = { "\($0.text) session\($0.value == 1 ? "" : "s") behind" }
        metric.shown = { "\($0.shortText) behind" }
        metric.firstAffectedSession = { measurement, calendar in
            guard case .freshness(let details) = measurement.details else { return nil }
            let next = calendar.firstPosition(from: details.latestRow.advanced(by: 1))
            return calendar.sessions.indices.contains(next) ? calendar.sessions[next] : nil
        }
        return metric
    }()
}
