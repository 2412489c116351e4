package import Core
package import TradingCalendar

/// A source as known at one instant: its rows by session, and the findings of its contract.
package struct SourceEvidence: Sendable {
    package let name: String
    package let timeline: Timeline
    /// The contract's findings on the header and the rows of the span, and how many rows those are.
    package let findings: [Finding]
    package let judgedRows: Int
    package let judgedWindow: SessionWindow?
    /// The training rows of the versions that served; nil without a built-in model.
    package var champion: ChampionHistory?
    /// Results that ticks at other instants have computed of the same history.
    package var memory: RuleEvaluatorCache?

    /// Its rows from the timeline's end on are not known yet.
    private let table: SourceTable

    /// - Parameters:
    ///   - table: whose first rows are known.
    ///   - rows: how many of them; nil for all.
    package init(
        name: String, calendar: TradingCalendar, asOfSession: Day, table: SourceTable, rows: Int? = nil,
        findings: [Finding], judgedRows: Int, judgedWindow: SessionWindow?
    ) {
        self.name = name
        self.table = table
        timeline = Timeline(
            calendar: calendar, asOfSession: asOfSession, days: table.days.prefix(rows ?? table.days.count))
        self.findings = findings
        self.judgedRows = judgedRows
        self.judgedWindow = judgedWindow
    }

    /// True if not even a row that cannot be placed is known.
    package var hasNoRow: Bool { judgedRows == 0 && timeline.days.isEmpty }

    /// The columns of the source. Their cells beyond the timeline's days are not known yet.
    package var columns: [Column] { table.columns }

    /// A column of the source, transformed over the whole series; nil when the file lacks the column.
    func series(_ series: CheckRule.Series) -> TransformedSeries? {
        table.series(series)?.prefix(timeline.days.count)
    }

    /// The series that a baseline is taken from: of the champion's span only rows that it was trained on.
    func baseline(of series: CheckRule.Series, by rule: BaselineRule) -> TransformedSeries? {
        trainable(by: rule)?.series(series, in: table)?.prefix(timeline.days.count) ?? self.series(series)
    }

    /// Rows of which both series have a value.
    func pairs(y: CheckRule.Series, x: CheckRule.Series) -> RelationPairs? { table.pairs(y: y, x: x) }

    /// The pairs that a baseline is taken from.
    func baselinePairs(y: CheckRule.Series, x: CheckRule.Series, by rule: BaselineRule) -> RelationPairs? {
        trainable(by: rule)?.pairs(y: y, x: x, in: table) ?? pairs(y: y, x: x)
    }

    /// The sessions of the rows that a baseline is taken from.
    func baselineDays(_ rows: Range<Int>, by rule: BaselineRule) -> [Day] {
        let days = Array(timeline.days[rows])
        return trainable(by: rule).map { trainable in days.filter(trainable.days.contains) } ?? days
    }

    /// The digest of a heading and the cells of some columns on the rows of a baseline.
    func digest(_ heading: String, columns: [String], rows: Range<Int>, by rule: BaselineRule) -> Digest {
        guard let trainable = trainable(by: rule) else { return table.digest(heading, columns: columns, rows: rows) }
        return table.digest(
            heading, columns: columns, rows: rows.filter { trainable.days.contains(timeline.days[$0]) })
    }

    private func trainable(by rule: BaselineRule) -> TrainableRows? { rule == .champion ? champion?.trainable : nil }
}
