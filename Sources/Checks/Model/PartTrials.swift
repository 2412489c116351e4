import Core
import Statistics

/// Outcomes beside their probabilities, for the pairs of a ledger from the first on.
struct PartTrials: Sendable {
    let trials: CalibrationInTheLarge.Trials
    let sessions: RowSessions

    init(_ part: ForecastPart, of series: LedgerSeries, pairs count: Int) {
        var sessions = RowSessions()
        var outcomes: [Double] = []
        var probabilities: [Double] = []
        for pair in 0..<count {
            guard let trial = part.trial(pair, of: series) else { continue }
            sessions.add(pair, on: series.pairs.days[pair])
            outcomes.append(trial.happened ? 1 : 0)
            probabilities.append(trial.probability)
        }
        trials = CalibrationInTheLarge.Trials(
            outcomes: outcomes, probabilities: probabilities, groups: sessions.groups)
        self.sessions = sessions
    }
}
