import Core
import Statistics

extension LedgerEvidence {
    /// True if the last session that is known is known whole, so that what is computed of all sessions holds for it.
    private var endsWithSession: Bool {
        let days = ledger.pairs.days
        let count = ledger.pairCount
        return count == 0 || count == days.count || days[count] != days[count - 1]
    }

    func rows(of metric: MetricRows.Metric) -> MetricRows {
        endsWithSession ? series.rows(of: metric) : MetricRows(metric, of: series, pairs: ledger.pairCount)
    }

    func trials(of part: ForecastPart) -> PartTrials {
        endsWithSession ? series.trials(of: part) : PartTrials(part, of: series, pairs: ledger.pairCount)
    }

    /// The interval of the mean of a window's rows; nil for fewer than five sessions.
    func interval(of metric: MetricRows.Metric, _ kind: MeanInterval.Kind, in pairs: Range<Int>) -> MeanInterval? {
        let known = rows(of: metric)
        return MeanInterval(kind, of: known.rows, in: known.sessions.range(of: pairs))
    }

    /// The number of sessions that count as one row each; nil where none of a window has several.
    func groupedSessions(of metric: MetricRows.Metric, in pairs: Range<Int>) -> Int? {
        let known = rows(of: metric)
        let sessions = known.sessions.range(of: pairs)
        return known.rows.rows(sessions).count > sessions.count ? sessions.count : nil
    }
}

extension MeasuredValue {
    /// Adds the interval of a mean, and where its error comes from.
    /// - Parameter scale: from the mean of rows to the value.
    mutating func add(_ interval: MeanInterval?, scale: (Double) -> Double) {
        guard let interval else { return }
        self.interval = interval.interval.map { scale($0.lowerBound)...scale($0.upperBound) }
        if self.interval != nil { intervalError = interval.error }
    }
}
