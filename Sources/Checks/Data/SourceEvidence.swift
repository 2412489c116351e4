package import Core
package import TradingCalendar

/// What was known of a source at one instant: its rows by session, and what its contract found.
package struct SourceEvidence: Sendable {
    package let name: String
    package let timeline: Timeline
    /// The columns, one cell for each of the timeline's days.
    package let columns: [Column]
    /// The contract's findings on the header and the rows of the span, and how many rows those are.
    package let findings: [Finding]
    package let judgedRows: Int
    package let judgedWindow: SessionWindow?
    /// The training rows of the versions that served; nil without a built-in model.
    package var champion: ChampionHistory?
    /// What ticks at other instants have computed of the same history.
    package var memory: RuleEvaluatorCache?

    package init(
        name: String, calendar: TradingCalendar, asOfSession: Day, days: [Day], columns: [Column], findings: [Finding],
        judgedRows: Int, judgedWindow: SessionWindow?
    ) {
        self.name = name
        timeline = Timeline(calendar: calendar, asOfSession: asOfSession, days: days)
        self.columns = columns
        self.findings = findings
        self.judgedRows = judgedRows
        self.judgedWindow = judgedWindow
    }

    /// A column of the source, transformed over the whole series; nil when the file lacks the column.
    func series(_ series: CheckRule.Series) -> TransformedSeries? {
        columns.first { $0.name == series.column }.map { TransformedSeries($0, transform: series.transform) }
    }

    /// The series that a baseline is taken from: of the champion's span only rows that it was trained on.
    func baseline(of series: TransformedSeries, by rule: BaselineRule) -> TransformedSeries {
        guard rule == .champion, let trainable = champion?.trainable else { return series }
        return series.keeping { trainable.contains(timeline.days[$0]) }
    }
}
