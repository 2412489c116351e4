import Core
import Statistics
import TradingCalendar

extension MetricDefinition {
    static let nullPercent: MetricDefinition = {
        var metric = MetricDefinition(
            name: "null_percent", layer: .data, subject: .columns, isWindowed: true, unit: "percent",
            minimumSample: "1 row",
            definition: "100 · nulls / rows of the window, with Wilson's 95 % interval. Invalid cells are not nulls.",
            example:
                """
                {name: nulls, metric: null_percent, of: vix_close, window: 252 sessions, warning: above 0.5, critical: \
                above 2, owner: data-engineering, runbook: ingestion}
                """,
            method: .sourceWindow { NullPercent($0, $1) })
        metric.capabilities = [.integrity, .interval, .budget]
        metric.scale = .percent
        metric.wording = { "\($0.text) of \($0.sample) cells are null" }
        metric.firstAffectedSession = { measurement, _ in
            if case .nulls(let details) = measurement.details { details.firstSession } else { nil }
        }
        metric.objection = { series, _ in
            series.transform == .level
                ? nil : PolicyRemark("null_percent counts the nulls of the column itself; as: has no meaning there")
        }
        metric.doubts = { NullPercent.unreachableWarning($0) }
        return metric
    }()
}

/// The share of nulls of a window's rows, in percent.
struct NullPercent: WindowedEvaluation {
    private let series: TransformedSeries
    private let timeline: Timeline

    init?(_ evidence: SourceEvidence, _ asked: RuleSubject) {
        guard case .series(let wanted) = asked.subject, let series = evidence.series(wanted) else { return nil }
        self.series = series
        timeline = evidence.timeline
    }

    func value(_ ranges: EvaluationRanges) -> Double? {
        ranges.rows.isEmpty ? nil : 100 * Double(series.nulls(ranges.rows)) / Double(ranges.rows.count)
    }

    func measured(_ ranges: EvaluationRanges, in context: EvaluationContext) -> MeasuredValue {
        let rows = ranges.rows
        guard !rows.isEmpty else {
            return MeasuredValue(
                absent: .noData(timeline.reason(forNo: "row", in: .window, ranges)), sample: 0, window: ranges.window)
        }
        let nulls = series.nulls(rows)
        var measurement = MeasuredValue(value: value(ranges), sample: rows.count, window: ranges.window)
        let share =
            timeline.sessions(of: rows).map { sessions in
                wilsonInterval(successes: sessions.map(series.nulls), trials: sessions.map(\.count))
            } ?? wilsonInterval(successes: nulls, trials: rows.count)
        measurement.interval = (100 * share.lowerBound)...(100 * share.upperBound)
        let nullRows = rows.filter { series.states[$0] == .null }
        measurement.details = .nulls(
            NullDetails(
                nulls: nulls, firstSession: nullRows.first.map { timeline.days[$0] },
                lastSessions: nullRows.suffix(10).map { timeline.days[$0] }, spans: spans(of: nullRows)))
        return measurement
    }

    /// Runs of sessions that follow each other.
    private func spans(of rows: [Int]) -> [NullDetails.Span] {
        var spans: [NullDetails.Span] = []
        for day in rows.map({ timeline.days[$0] }) {
            if let last = spans.last?.last, timeline.calendar.count(from: last, through: day) <= 2 {
                spans[spans.count - 1].last = day
                spans[spans.count - 1].nulls += 1
            } else {
                spans.append(.init(first: day, last: day, nulls: 1))
            }
        }
        return spans
    }

    /// A share of few rows jumps over the warning.
    fileprivate static func unreachableWarning(_ question: RuleInQuestion) -> [PolicyRemark] {
        let rule = question.rule
        guard let rows = question.sample?.window, rows > 0, let window = rule.window,
            case .threshold(let warning)? = rule.warning, warning.side == .above,
            case .threshold(let critical)? = rule.critical, critical.side == .above, critical.bound > warning.bound
        else { return [] }
        let step = 100 / Double(rows)
        let first = (warning.bound / step).rounded(.down) + 1
        guard first * step > critical.bound else { return [] }
        let needed = min(10_000, (100 / (critical.bound - warning.bound)).rounded(.up) + 1)
        let sessions = max(252, Int((needed * Double(window) / Double(rows)).rounded(.up)))
        return [
            PolicyRemark(
                """
                one null in \(rows) rows is \(step.fixed(1)) %: a warning above \(warning.bound.shortText) cannot \
                occur, the first null that counts is critical
                """,
                example: question.sample?.holds(sessions: sessions) ?? true ? "window: \(sessions) sessions" : nil)
        ]
    }
}
