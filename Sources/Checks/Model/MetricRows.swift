import Core
import Statistics

/// The rows of which a metric is the mean, for the pairs of a ledger from the first on.
struct MetricRows: Sendable {
    enum Metric: Hashable, Sendable {
        case error(ForecastError)
        case hit
        case inside(ForecastPart)
        case accuracy
        /// In cents, so that sums are exact.
        case money(MoneyMetric)
    }

    let rows: SessionRows
    let sessions: RowSessions

    init(_ metric: Metric, of series: LedgerSeries, pairs count: Int) {
        var sessions = RowSessions()
        var rows: [Double] = []
        var wholes: [Double] = []
        let row = MetricRows.row(metric, of: series)
        for pair in 0..<count {
            guard let found = row(pair) else { continue }
            sessions.add(pair, on: series.pairs.days[pair])
            rows.append(found.value)
            if let whole = found.whole { wholes.append(whole) }
        }
        self.rows = SessionRows(rows, weights: wholes.isEmpty ? nil : wholes, groups: sessions.groups)
        self.sessions = sessions
    }

    private typealias Row = (value: Double, whole: Double?)

    /// The row of a pair; nil where it has none.
    private static func row(_ metric: Metric, of series: LedgerSeries) -> (Int) -> Row? {
        switch metric {
        case .error(let error):
            let errors = series.errors(error)
            return { pair in errors[pair].isNaN ? nil : (error.row(errors[pair]), nil) }
        case .hit:
            let hits = series.hitCounts
            return { pair in hits.isHit(pair).map { ($0 ? 1 : 0, nil) } }
        case .inside(let part):
            return { pair in part.trial(pair, of: series).map { ($0.happened ? 1 : 0, nil) } }
        case .accuracy:
            return { pair in series.line(pair).map { ($0.isRight ? 1 : 0, nil) } }
        case .money(let metric):
            return { pair in
                series.line(pair).map { line in
                    let whole = metric == .captured ? Double((line.perfect - line.never).cents) : nil
                    return (Double(line.amount(of: metric).cents), whole)
                }
            }
        }
    }
}
