import Core
import Statistics
import TradingCalendar

extension RelationEvaluation {
    /// The years that the test looks back, and that lie between its false alarms.
    private static let testYears = 5.0

    /// Page–Hinkley over the residuals of the last five years: each row from the line of the baseline that a window
    /// ending at it would have, in units of that line's residual deviation.
    /// - Returns: nil where no row has such a baseline.
    func residualTest(_ ranges: EvaluationRanges) -> RelationDetails.ResidualTest? {
        let calendar = timeline.calendar
        let runLength = RelationEvaluation.testYears * calendar.sessionsPerYear
        guard let first = timeline.days.first,
            let years = calendar.window(Int(runLength), endingAt: ranges.window.last)
        else { return nil }
        var test = PageHinkley(runLength: runLength)
        var lines = BaselineLines(self)
        var sessions: [Day] = []
        for position in window.positions(timeline.rows(of: years)) {
            let session = timeline.days[window.rows[position]]
            guard let then = span.ranges(at: session, in: timeline, champion: champion), then.baselineFirst >= first,
                let line = lines.line(then), let spread = line.residualStandardDeviation, spread > 0
            else { continue }
            let residual = (window.y[position] - line.intercept - line.slope * window.x[position]) / spread
            guard residual.isFinite else { continue }
            test.add(residual)
            sessions.append(session)
        }
        guard !sessions.isEmpty else { return nil }
        let alarms = test.alarms.filter { ranges.window.contains(sessions[$0]) }
        let before = sessions.count { $0 < ranges.window.first }
        return .init(
            test, firstAlarm: alarms.first.map { $0 - before }, alarms: alarms.map { sessions[$0] },
            rows: sessions.count)
    }
}

/// The lines of baselines that roll along; one that does not move is fitted once.
private struct BaselineLines {
    private let evaluation: RelationEvaluation
    private var rolling = RollingTheilSen()
    private var last: (rows: Range<Int>, line: FittedLine?)?

    init(_ evaluation: RelationEvaluation) { self.evaluation = evaluation }

    mutating func line(_ ranges: EvaluationRanges) -> FittedLine? {
        if let last, last.rows == ranges.baseline { return last.line }
        let line = fitted(ranges)
        last = (ranges.baseline, line)
        return line
    }

    private mutating func fitted(_ ranges: EvaluationRanges) -> FittedLine? {
        let pairs = evaluation.baseline
        let positions = pairs.positions(ranges.baseline)
        guard positions.count >= RelationEvaluation.minimumPairs else { return nil }
        guard evaluation.method == .theilSen else { return evaluation.baselineLine(ranges) }
        guard positions.count <= TheilSen.maximumPairs,
            let slope = rolling.slope(of: positions, x: pairs.x, y: pairs.y)
        else { return nil }
        return FittedLine(x: Array(pairs.x[positions]), y: Array(pairs.y[positions]), medianSlope: slope)
    }
}
